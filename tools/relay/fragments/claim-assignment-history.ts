import { graphql } from 'relay-runtime';

export const claimAssignmentHistoryQuery = graphql`
  query claimAssignmentHistoryQuery($id: ID!) {
    node(id: $id) {
      ...claimAssignment_assignment @alias(as: "assignment")
      ...claimAssignmentHistory_assignment @alias(as: "history")
    }
  }
`;

export const claimAssignmentHistory = graphql`
  fragment claimAssignmentHistory_assignment on ClaimAssignment
  @refetchable(queryName: "claimAssignmentHistoryPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
    product {
      ...nodeLink_node
    }
    history(first: $count, after: $cursor) @connection(key: "claimAssignmentHistory_history") {
      edges {
        node {
          ...historyEntry_event
        }
      }
    }
  }
`;
