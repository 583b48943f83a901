import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

/** Returns the schema in the schema definition language, as in `schema.graphql`. */
export function schemaText(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
