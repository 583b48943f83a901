import { graphql } from 'relay-runtime';

export const productDetailQuery = graphql`
  query productDetailQuery($gtin: GTIN!, $claims: ClaimAssignmentFilter) {
    product(gtin: $gtin) {
      ...productDetail_product
      ...productClaims_product @arguments(filter: $claims)
      ...productHistory_product
    }
  }
`;

export const productDetail = graphql`
  fragment productDetail_product on Product @refetchable(queryName: "productDetailRefetchQuery") {
    ...nodeLink_node
    gtin
    name
    brand
    createdAt
    organization {
      ...organization_organization
    }
  }
`;
