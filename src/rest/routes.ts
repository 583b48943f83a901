import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.js';
import { IDEMPOTENCY_KEY_HEADER, IDEMPOTENCY_REPLAYED } from '../services/idempotency/idempotency-key.js';
import { RepeatableRequest } from '../services/idempotency/repeatable-request.js';
import type { Principal } from '../services/principal.js';
import { openApiRoute } from './openapi/route.js';
import type { RestOperation, RestRequest } from './operation.js';
import { operations } from './operations.js';
import type { PublicAddress } from './public-address.js';

/** Options of the routes. */
export interface RestOptions {
  readonly address: PublicAddress;
  /** For what the document names; operations use that of their request. */
  readonly database: Database;
}

/** Declares a route for each operation of the REST API, and one for the document that describes them. */
export async function restRoutes(app: FastifyInstance, { address, database }: RestOptions): Promise<void> {
  for (const operation of operations) declare(app, operation, `${address.prefix}${app.prefix}`);
  openApiRoute(app, address, database);
}

function declare(app: FastifyInstance, operation: RestOperation, base: string): void {
  const { method, path, success, costOf } = operation;
  const pathOf = (resource: string) => base + resource;
  app.route<{ Params: Record<string, string> }>({
    method: method.toUpperCase(),
    url: routeUrl(path),
    config: { api: 'rest', writes: method !== 'get', ...(costOf && { costOf }) },
    handler: async (request, reply) => {
      const repeatable = method === 'get' ? undefined : repeatableRequest(request);
      // The REST API has no routes without authentication.
      const response = await operation.handle(request as RestRequest, pathOf, repeatable?.write());
      if (response.headers) reply.headers(response.headers);
      if (repeatable?.isReplay) reply.header(IDEMPOTENCY_REPLAYED, 'true');
      return reply.code(success.status).send(response.body);
    },
  });
}

/** The request if its client may send it again; undefined without an idempotency key. Throws the 422 of a malformed one. */
function repeatableRequest({ method, url, headers, body, principal }: FastifyRequest) {
  const key = headers[IDEMPOTENCY_KEY_HEADER];
  if (key === undefined) return undefined;
  const [path = url] = url.split('?', 1);
  const content = () => [method, path, JSON.stringify(body ?? null)];
  const request = new RepeatableRequest(principal as Principal, String(key), content);
  request.checkKey();
  return request;
}

/**
 * A path in Fastify's notation. A parameter at the end has at least one character, so that a path that ends in a slash is
 * unknown; Fastify requires it of the others itself.
 */
function routeUrl(path: string): string {
  return path.replace(/\{(\w+)\}$/, ':$1(^[^]+$)').replaceAll(/\{(\w+)\}/g, ':$1');
}
