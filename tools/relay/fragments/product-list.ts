import { graphql } from 'relay-runtime';

export const productListQuery = graphql`
  query productListQuery($filter: ProductFilter, $orderBy: ProductOrder) {
    ...productList_query @arguments(filter: $filter, orderBy: $orderBy)
    viewer {
      ...viewer_viewer
    }
  }
`;

export const productList = graphql`
  fragment productList_query on Query
  @refetchable(queryName: "productListPaginationQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 25 }
    cursor: { type: "String" }
    filter: { type: "ProductFilter" }
    orderBy: { type: "ProductOrder" }
  ) {
    products(first: $count, after: $cursor, filter: $filter, orderBy: $orderBy)
      @connection(key: "productList_products") {
      totalCount
      edges {
        node {
          id
          ...productRow_product
        }
      }
    }
  }
`;
