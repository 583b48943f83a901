import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import { REST_BASE } from '../base.js';
import type { PublicAddress } from '../public-address.js';
import { openApiDocument } from './document.js';
import { serversAt } from './info.js';

/** Media type of OpenAPI documents in JSON, as the published API family names it. */
export const OPENAPI_MEDIA_TYPE = 'application/openapi+json';

const PATH = '/openapi.json';

/** Documents that are kept: without `PUBLIC_URL` each address by which callers reach the server has one. */
const MAX_DOCUMENTS = 8;

/** Where the document is. */
export const OPENAPI_PATH = REST_BASE + PATH;

/**
 * `GET /openapi.json`: the document that describes the operations. Open to all. It names the server by its absolute
 * URL, because generators and gateways put a relative one before the paths as it is.
 */
export function openApiRoute(app: FastifyInstance, address: PublicAddress): void {
  const { servers: _, ...others } = openApiDocument;
  const members = JSON.stringify(others).slice(1);
  const documents = new LRUCache<string, Buffer>({ max: MAX_DOCUMENTS });
  app.get(PATH, (request, reply) => {
    const url = address.of(request);
    let document = documents.get(url);
    if (!document) {
      // As bytes, because Fastify adds a charset to JSON texts.
      document = Buffer.from(`{"servers":${JSON.stringify(serversAt(url))},${members}`);
      documents.set(url, document);
    }
    return reply.type(OPENAPI_MEDIA_TYPE).send(document);
  });
}
