import { graphql } from 'relay-runtime';

export const updateClaimAssignment = graphql`
  mutation updateClaimAssignmentMutation($input: UpdateClaimAssignmentInput!) {
    updateClaimAssignment(input: $input) {
      assignment {
        ...claimAssignment_assignment
        ...claimAssignmentHistory_assignment
      }
    }
  }
`;
