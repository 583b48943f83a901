import { graphql } from 'relay-runtime';

export const productListFromEnd = graphql`
  fragment productListFromEnd_query on Query
  @refetchable(queryName: "productListFromEndPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 25 }, cursor: { type: "String" }) {
    products(last: $count, before: $cursor, orderBy: { field: CREATED_AT, direction: DESC })
      @connection(key: "productListFromEnd_products", filters: []) {
      edges {
        node {
          ...productRow_product
        }
      }
    }
  }
`;
