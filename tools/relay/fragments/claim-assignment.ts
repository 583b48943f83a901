import { graphql } from 'relay-runtime';

export const claimAssignment = graphql`
  fragment claimAssignment_assignment on ClaimAssignment
  @refetchable(queryName: "claimAssignmentRefetchQuery")
  @argumentDefinitions(on: { type: "Date" }) {
    id
    claim {
      ...claimLabel_claim
    }
    source
    validFrom
    expirationDate
    isActive(on: $on)
    metadata
    evidenceUrl
    evidenceNote
    createdAt
    updatedAt
  }
`;
