import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Database } from '../../database/database.js';
import type { ExampleClaims } from '../../services/find-example-claims.js';
import { REST_BASE } from '../base.js';
import type { PublicAddress } from '../public-address.js';
import { openApiDocument } from './document.js';
import { ExampleLookUp, withExamples } from './examples.js';
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
 * URL, because generators and gateways put a relative one before the paths as it is, and in its examples the ids of what
 * is stored here, if the demo is.
 */
export function openApiRoute(app: FastifyInstance, address: PublicAddress, database: Database): void {
  const lookUp = new ExampleLookUp(database);
  const { servers: _, ...others } = openApiDocument;
  const members = new LRUCache<string, string>({ max: 1 });
  const documents = new LRUCache<string, Buffer>({ max: MAX_DOCUMENTS });

  /** The members that all servers have in common, as JSON without its first brace. */
  function membersWith(claims: ExampleClaims | undefined, version: string): string {
    let text = members.get(version);
    if (text === undefined) {
      text = JSON.stringify(claims ? withExamples(others, claims) : others).slice(1);
      members.set(version, text);
    }
    return text;
  }

  app.get(PATH, async (request, reply) => {
    const url = address.of(request);
    const claims = await lookUp.claims();
    const version = claims ? `${claims.named} ${claims.assigned}` : '';
    const name = `${version} ${url}`;
    let document = documents.get(name);
    if (!document) {
      // As bytes, because Fastify adds a charset to JSON texts.
      document = Buffer.from(`{"servers":${JSON.stringify(serversAt(url))},${membersWith(claims, version)}`);
      documents.set(name, document);
    }
    return reply.type(OPENAPI_MEDIA_TYPE).send(document);
  });
}
