import type { FastifyInstance } from 'fastify';
import { REST_BASE } from '../base.js';
import { OPENAPI_MEDIA_TYPE } from '../openapi/route.js';

const PATH = '/.well-known/api-catalog';
const MEDIA_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';

// References are relative, so that they hold behind any proxy. As bytes: Fastify would add a charset.
const body = Buffer.from(
  JSON.stringify({
    linkset: [
      {
        anchor: `${REST_BASE}/`,
        'service-desc': [{ href: `${REST_BASE}/openapi.json`, type: OPENAPI_MEDIA_TYPE }],
      },
    ],
  }),
);

/** `GET /.well-known/api-catalog`: where the API is and what describes it (RFC 9727). Open to all. */
export function apiCatalogRoute(app: FastifyInstance): void {
  app.get(PATH, (_, reply) =>
    reply.type(MEDIA_TYPE).header('link', `<${PATH}>; rel="api-catalog"`).send(body),
  );
}
