import { graphql } from 'relay-runtime';

export const nodeLink = graphql`
  fragment nodeLink_node on Node {
    __typename
    id
  }
`;
