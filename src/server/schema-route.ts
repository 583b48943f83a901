import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Introspection } from '../graphql/access.js';
import { schemaText } from '../graphql/schema-text.js';
import { CREDENTIALS, forbidStoring } from './response-headers.js';

/** Path of the schema. */
export const SCHEMA_PATH = '/schema.graphql';

/**
 * `GET /schema.graphql`: the schema as text, for callers who may introspect it. If all may, the request does not count;
 * if callers with a credential may, it counts and is 401 without one; otherwise the path is unknown.
 */
export function schemaRoute(app: FastifyInstance, schema: GraphQLSchema, introspection: Introspection): void {
  if (introspection === 'off') return;
  const text = schemaText(schema);
  const isOpen = introspection === 'public';
  app.get(SCHEMA_PATH, { config: isOpen ? {} : { api: 'rest' } }, (_, reply) => {
    if (!isOpen) forbidStoring(reply, CREDENTIALS);
    return reply.type('text/plain; charset=utf-8').send(text);
  });
}
