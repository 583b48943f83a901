import { graphql } from 'relay-runtime';

export const viewer = graphql`
  fragment viewer_viewer on Viewer @refetchable(queryName: "viewerRefetchQuery") {
    credential
    role
    organization {
      ...organization_organization
    }
  }
`;
