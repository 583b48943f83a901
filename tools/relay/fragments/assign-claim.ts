import { graphql } from 'relay-runtime';

export const assignClaim = graphql`
  mutation assignClaimMutation($input: AssignClaimInput!, $connections: [ID!]!) {
    assignClaim(input: $input) {
      assignment @appendNode(connections: $connections, edgeTypeName: "ClaimAssignmentEdge") {
        ...claimAssignment_assignment
        product {
          ...productHistory_product
        }
      }
    }
  }
`;
