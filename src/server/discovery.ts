import type { FastifyInstance } from 'fastify';
import { API_CATALOG_PATH } from '../rest/api-catalog/route.js';
import { OPENAPI_PATH } from '../rest/openapi/route.js';
import type { PublicAddress } from '../rest/public-address.js';
import { PROTECTED_RESOURCE_PATH } from './protected-resource.js';
import { SCHEMA_PATH } from './schema-route.js';

/** The documents that describe the service, for tools in browsers of any origin. */
const DOCUMENTS = [OPENAPI_PATH, API_CATALOG_PATH, SCHEMA_PATH, PROTECTED_RESOURCE_PATH];

/**
 * Allows scripts of any origin to read the documents that describe the service (Fetch Standard, "CORS protocol"),
 * whatever `CORS_ORIGINS` allows for the APIs. They contain nothing that depends on cookies, which such requests do not
 * have. Registered before `allowOrigins`, so that preflights are answered here.
 */
export function shareDocuments(app: FastifyInstance, { prefix }: PublicAddress): void {
  const documents = new Set([...DOCUMENTS, PROTECTED_RESOURCE_PATH + prefix]);
  app.addHook('onRequest', (request, reply, done) => {
    if (!documents.has(withoutQuery(request.url))) return done();
    reply.header('access-control-allow-origin', '*');
    const { headers, method } = request;
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return done();
    reply.header('access-control-allow-methods', 'GET, HEAD');
    const requested = headers['access-control-request-headers'];
    if (requested !== undefined) reply.header('access-control-allow-headers', requested);
    reply.header('vary', 'Access-Control-Request-Headers').code(204).send();
  });
}

function withoutQuery(url: string): string {
  const place = url.indexOf('?');
  return place < 0 ? url : url.slice(0, place);
}
