import type { GraphQLNamedType, GraphQLSchema } from 'graphql';

/**
 * Puts the types of a schema in alphabetical order, in which the documentation lists them. A schema has them in the order
 * in which they refer to one another, however they are sorted when it is built.
 */
export function sortTypes(schema: GraphQLSchema): void {
  const types: Record<string, GraphQLNamedType> = schema.getTypeMap();
  for (const name of Object.keys(types).sort()) {
    const type = types[name] as GraphQLNamedType;
    // What is set anew comes last.
    Reflect.deleteProperty(types, name);
    types[name] = type;
  }
}
