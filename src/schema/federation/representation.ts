import { GraphQLScalarType, valueFromASTUntyped } from 'graphql';

/** What names an entity in the requests of a router (Apollo Federation 2, "Subgraph specification"). */
export const Representation = new GraphQLScalarType({
  name: '_Any',
  description: 'What names an entity: an object with `__typename` and the fields of one key of that type.',
  parseValue: (value) => value,
  parseLiteral: valueFromASTUntyped,
});
