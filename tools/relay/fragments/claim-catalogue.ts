import { graphql } from 'relay-runtime';

export const claimCatalogueQuery = graphql`
  query claimCatalogueQuery($filter: ClaimFilter) {
    ...claimCatalogue_query @arguments(filter: $filter)
  }
`;

export const claimCatalogue = graphql`
  fragment claimCatalogue_query on Query
  @refetchable(queryName: "claimCataloguePaginationQuery")
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 50 }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
    filter: { type: "ClaimFilter" }
    orderBy: { type: "ClaimOrder" }
  ) {
    claims(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) @connection(key: "claimCatalogue_claims") {
      totalCount
      edges {
        node {
          id
          ...claimLabel_claim
        }
      }
    }
  }
`;
