import type { FastifyRequest } from 'fastify';
import type { DocumentCache } from '../graphql/document-cache.js';
import { escapeBytes } from '../graphql/escape-bytes.js';
import { limits } from '../graphql/limits/limits.js';
import { BodiesInFlight } from './bodies-in-flight.js';
import { ownerOf } from './json-body.js';
import { overloaded } from './overloaded.js';

const MB = 1024 * 1024;

/** Memory of parsed documents, in bytes: of one account, of all callers without a credential, and of all together. */
const MAX_BYTES = { perAccount: 16 * MB, anonymous: 8 * MB, total: 32 * MB } as const;

/** Memory per character: the shortest tokens have two characters with the blank behind them, and take 400 bytes. */
const BYTES_PER_CHARACTER = 200;
/** For a document without escapes. */
const MAX_DOCUMENT_BYTES = limits.tokens * 400;

/**
 * Limits the memory of documents that are parsed for one request, until the operation has its response. Cached
 * documents do not count.
 */
export class DocumentsInFlight {
  private readonly bytes = new BodiesInFlight(MAX_BYTES);

  constructor(private readonly cache: DocumentCache) {}

  /**
   * Reserves the memory of a document; the returned function releases it. Undefined for a document that is cached, and
   * for none. Throws a 503 when there is too little.
   */
  take(request: FastifyRequest, query: string): (() => void) | undefined {
    if (query === '' || this.cache.has(query)) return undefined;
    const owner = ownerOf(request);
    const bytes = Math.min(query.length * BYTES_PER_CHARACTER, MAX_DOCUMENT_BYTES + escapeBytes(query));
    if (!this.bytes.take(owner, bytes)) throw overloaded('documents', 'documents');
    return () => this.bytes.release(owner, bytes);
  }
}
