import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './document.js';

/** Media type of OpenAPI documents in JSON, as the published API family names it. */
export const OPENAPI_MEDIA_TYPE = 'application/openapi+json';

/** Where the document is, below the REST base. */
export const OPENAPI_PATH = '/openapi.json';

// As bytes, because Fastify adds a charset to JSON texts.
const body = Buffer.from(JSON.stringify(openApiDocument));

/** `GET /openapi.json`: the document that describes the operations. Open to all. */
export function openApiRoute(app: FastifyInstance): void {
  app.get(OPENAPI_PATH, (_, reply) => reply.type(OPENAPI_MEDIA_TYPE).send(body));
}
