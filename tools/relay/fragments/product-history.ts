import { graphql } from 'relay-runtime';

export const productHistory = graphql`
  fragment productHistory_product on Product
  @refetchable(queryName: "productHistoryPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
    claimHistory(first: $count, after: $cursor) @connection(key: "productHistory_claimHistory") {
      edges {
        node {
          ...historyEntry_event
        }
      }
    }
  }
`;
