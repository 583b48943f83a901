import { graphql } from 'relay-runtime';

export const organization = graphql`
  fragment organization_organization on Organization @refetchable(queryName: "organizationRefetchQuery") {
    id
    name
  }
`;
