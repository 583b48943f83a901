import { graphql } from 'relay-runtime';

export const claimDetailQuery = graphql`
  query claimDetailQuery($code: String!) {
    claimByCode(code: $code) {
      ...claimDetail_claim
      ...claimProducts_claim
    }
  }
`;

export const claimDetail = graphql`
  fragment claimDetail_claim on Claim @refetchable(queryName: "claimDetailRefetchQuery") {
    ...claimLabel_claim
    description
    requiresDefinition
  }
`;
