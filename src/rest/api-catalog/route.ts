import type { FastifyInstance } from 'fastify';
import { REST_BASE } from '../base.js';
import { OPENAPI_MEDIA_TYPE } from '../openapi/route.js';
import type { PublicAddress } from '../public-address.js';

/** Where the catalog is. */
export const API_CATALOG_PATH = '/.well-known/api-catalog';

const MEDIA_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';

/** `GET /.well-known/api-catalog`: where the API is and what describes it (RFC 9727). Open to all. */
export function apiCatalogRoute(app: FastifyInstance, { prefix }: PublicAddress): void {
  // References are relative, so that they hold whatever host a proxy has. As bytes: Fastify would add a charset.
  const body = Buffer.from(
    JSON.stringify({
      linkset: [
        {
          anchor: `${prefix}${REST_BASE}/`,
          'service-desc': [{ href: `${prefix}${REST_BASE}/openapi.json`, type: OPENAPI_MEDIA_TYPE }],
        },
      ],
    }),
  );
  app.get(API_CATALOG_PATH, (_, reply) =>
    reply.type(MEDIA_TYPE).header('link', `<${prefix}${API_CATALOG_PATH}>; rel="api-catalog"`).send(body),
  );
}
