import { graphql } from 'relay-runtime';

export const productRow = graphql`
  fragment productRow_product on Product {
    gtin
    name
    brand
    organization {
      ...organization_organization
    }
    claims(first: 3) {
      totalCount
      nodes {
        claim {
          ...claimLabel_claim
        }
      }
    }
  }
`;
