import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

/** The schema in GraphQL's own language, as `schema.graphql` has it. */
export function schemaText(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
