import { graphql } from 'relay-runtime';

export const removeClaimAssignment = graphql`
  mutation removeClaimAssignmentMutation($input: RemoveClaimAssignmentInput!, $connections: [ID!]!) {
    removeClaimAssignment(input: $input) {
      removedAssignmentId @deleteEdge(connections: $connections) @deleteRecord
      product {
        ...productHistory_product
      }
      claim {
        ...claimLabel_claim
      }
    }
  }
`;
