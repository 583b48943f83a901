import { graphql } from 'relay-runtime';

export const claimLabel = graphql`
  fragment claimLabel_claim on Claim {
    ...nodeLink_node
    code
    label
    category
  }
`;
