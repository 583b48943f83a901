import { LRUCache } from 'lru-cache';
import { shortId } from '../../codecs/short-id.js';
import type { Database } from '../../database/database.js';
import { type ExampleClaims, findExampleClaims } from '../../services/find-example-claims.js';
import { EXAMPLE_CLAIM_CODE, EXAMPLE_CLAIM_ID, EXAMPLE_GTIN } from '../example-ids.js';
import type { Json, JsonObject } from '../json-schema.js';

/** How long a result is used, in milliseconds: the document is open to all and not counted. */
const TTL_MS = 5_000;

/** Limit of a look-up, in milliseconds: the document does not wait for a database that does not respond. */
const LOOK_UP_TIMEOUT_MS = 1_000;

/** Which claims the examples of the document can name, as far as product and claim of the examples are stored here. */
export class ExampleLookUp {
  private readonly found: LRUCache<'claims', { readonly claims: ExampleClaims | undefined }>;

  constructor(database: Database) {
    this.found = new LRUCache({
      max: 1,
      ttl: TTL_MS,
      fetchMethod: async () => ({
        claims: await findExampleClaims(database, EXAMPLE_GTIN, EXAMPLE_CLAIM_CODE),
      }),
    });
  }

  /** Undefined when they are not stored, and when the database does not respond. Shared by concurrent calls. */
  async claims(): Promise<ExampleClaims | undefined> {
    const signal = AbortSignal.timeout(LOOK_UP_TIMEOUT_MS);
    const result = await this.found.fetch('claims', { signal }).catch(() => undefined);
    return result?.claims;
  }
}

/** The document with examples that can be sent as they are: paths of an assignment name one that exists. */
export function withExamples(document: JsonObject, claims: ExampleClaims): JsonObject {
  const named = shortId(claims.named);
  const assigned = shortId(claims.assigned);
  return replace(document) as JsonObject;

  function replace(part: Json): Json {
    if (typeof part === 'string') return part.replaceAll(EXAMPLE_CLAIM_ID, named);
    if (Array.isArray(part)) return part.map(replace);
    if (typeof part !== 'object' || part === null) return part;
    const object = part as JsonObject;
    const members = Object.entries(object).map(([key, value]) => [key, replace(value)]);
    const isAssignment = object.in === 'path' && object.name === 'claim_id';
    return { ...Object.fromEntries(members), ...(isAssignment && { example: assigned }) };
  }
}
