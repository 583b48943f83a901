import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';

/** Texts by key. Only the JSON kind is checked here; the rules belong to the service. */
export const Metadata = new GraphQLScalarType({
  name: 'Metadata',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  description:
    'Texts that the client attaches, by key: a flat JSON object of strings. At most 50 keys; keys have 1 to 40 characters, values at most 500.',
  serialize: (value) => value,
  parseValue: (value) => requireObject(value),
  parseLiteral: (node, variables) =>
    requireObject(node.kind === Kind.OBJECT ? valueFromASTUntyped(node, variables) : undefined, node),
});

function requireObject(value: unknown, node?: ValueNode): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GraphQLError('Metadata must be an object.', { nodes: node ?? null });
  }
  return value;
}
