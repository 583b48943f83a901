import { GraphQLError, type GraphQLScalarTypeConfig, Kind, type ValueNode } from 'graphql';

type Coercion = Required<
  Pick<GraphQLScalarTypeConfig<string, string>, 'serialize' | 'parseValue' | 'parseLiteral'>
>;

/** How a scalar that is written as a JSON string is read and given: as it stands. */
export function stringOnly(scalar: string): Coercion {
  const parse = (value: unknown, node?: ValueNode): string => {
    if (typeof value !== 'string')
      throw new GraphQLError(`${scalar} must be a string.`, { nodes: node ?? null });
    return value;
  };
  return {
    serialize: (value) => value as string,
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined, node),
  };
}
