import { graphql } from 'relay-runtime';

// From the end: the largest GTINs.
export const claimProducts = graphql`
  fragment claimProducts_claim on Claim
  @refetchable(queryName: "claimProductsPaginationQuery")
  @argumentDefinitions(
    count: { type: "Int", defaultValue: 25 }
    cursor: { type: "String" }
    filter: { type: "ClaimAssignmentFilter" }
  ) {
    assignments(last: $count, before: $cursor, filter: $filter)
      @connection(key: "claimProducts_assignments") {
      totalCount
      edges {
        node {
          id
          source
          product {
            ...productRow_product
          }
        }
      }
    }
  }
`;
