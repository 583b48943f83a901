import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../database/database.js';
import { Loaders } from '../../resolvers/loaders.js';
import type { Principal } from '../../services/principal.js';
import type { RequestContext } from './request-context.js';

/** The GraphQL door: `POST /graphql`, and `GET` for queries (GraphQL over HTTP). */
export function graphqlRoute(
  app: FastifyInstance,
  apollo: ApolloServer<RequestContext>,
  database: Database,
): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    config: { door: 'graphql' },
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const context = createContext(request, database);
      const response = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headerMap(request),
          search: new URL(request.url, 'http://localhost').search,
          body: request.body,
        },
        context: async () => context,
      });
      for (const [name, value] of response.headers) reply.header(name, value);
      reply.code(status(response.status, response.headers, context));
      return response.body.kind === 'complete'
        ? response.body.string
        : reply.send(Readable.from(response.body.asyncIterator));
    },
  });
}

function createContext(request: FastifyRequest, database: Database): RequestContext {
  const caller = request.principal;
  return {
    database,
    caller,
    // Only read by resolvers, which the access plugin lets run for nobody without a credential.
    principal: caller as Principal,
    loaders: new Loaders(database, caller as Principal),
    requestId: request.id,
    log: request.log,
    refusedBeforeExecution: false,
  };
}

function headerMap({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

/** Plain JSON answers a refused document or variable with 200, as clients of that media type expect. */
function status(given: number | undefined, headers: HeaderMap, { refusedBeforeExecution }: RequestContext) {
  const isPlainJson = headers.get('content-type')?.startsWith('application/json');
  return refusedBeforeExecution && isPlainJson ? 200 : (given ?? 200);
}

/** Sends a GraphQL error that stands for the whole request, with the given status. */
export function sendGraphqlErrors(
  request: FastifyRequest,
  reply: FastifyReply,
  statusCode: number,
  errors: readonly object[],
): FastifyReply {
  const wantsResponseType = request.headers.accept?.includes('application/graphql-response+json');
  const mediaType = wantsResponseType ? 'application/graphql-response+json' : 'application/json';
  return reply.code(statusCode).type(`${mediaType}; charset=utf-8`).send(JSON.stringify({ errors }));
}
