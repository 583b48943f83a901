import { graphql } from 'relay-runtime';

export const historyEntry = graphql`
  fragment historyEntry_event on ClaimAssignmentEvent {
    action
    actor
    at
    claim {
      ...claimLabel_claim
    }
    changes {
      field
      before
      after
    }
    organization {
      ...organization_organization
    }
  }
`;
