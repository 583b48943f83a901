import { graphql } from 'relay-runtime';

// Pages in both directions.
export const productClaims = graphql`
  fragment productClaims_product on Product
  @refetchable(queryName: "productClaimsPaginationQuery")
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
    filter: { type: "ClaimAssignmentFilter" }
    orderBy: { type: "ClaimAssignmentOrder", defaultValue: { field: CLAIM, direction: ASC } }
  ) {
    claims(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) @connection(key: "productClaims_claims", filters: ["filter", "orderBy"]) {
      __id
      totalCount
      edges {
        cursor
        node {
          id
          ...claimAssignment_assignment
        }
      }
    }
  }
`;
