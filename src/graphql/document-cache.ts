import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { type DocumentNode, type Token, TokenKind } from 'graphql';
import { LRUCache } from 'lru-cache';
import { CacheCounts, type MeasuredCache } from '../observability/cache-counts.js';
import { escapeBytes } from './escape-bytes.js';
import { TrustedDocuments } from './trusted-documents/trusted-documents.js';

/** Memory of one token of a parsed document with its node and location, measured: 270 to 400 bytes. */
const BYTES_PER_TOKEN = 400;

/** Memory of all documents, in bytes. */
const MAX_BYTES = 24 * 1024 * 1024;

/** Memory of one document: longer ones, of some 2,500 tokens and more, are parsed for each request. */
export const MAX_DOCUMENT_BYTES = 1024 * 1024;

/**
 * Returns the memory of a parsed document, in bytes: tokens count with comments, and the text is kept as well. The
 * values of block strings are copies; those of other tokens are slices of the text, apart from escapes.
 */
export function documentBytes({ loc }: DocumentNode): number {
  if (!loc) return 0;
  let tokens = 0;
  let copied = 0;
  for (let token: Token | null = loc.startToken; token !== null; token = token.next) {
    tokens += 1;
    if (token.kind === TokenKind.BLOCK_STRING) copied += token.value.length;
  }
  const { body } = loc.source;
  return tokens * BYTES_PER_TOKEN + 2 * (body.length + copied) + escapeBytes(body);
}

type DocumentStore = NonNullable<ApolloServerOptions<BaseContext>['documentStore']>;

/** Length of a SHA-256 in hexadecimal digits. */
const HASH_LENGTH = 64;

/**
 * Parsed and validated documents by their hash: the trusted ones, and of the others the last used ones. Those are
 * limited by the memory that they take: Apollo's own store measures the JSON, which omits tokens and locations, and
 * keeps 20 times more.
 */
export class DocumentCache implements DocumentStore, MeasuredCache {
  readonly counts = new CacheCounts();
  private readonly documents: LRUCache<string, DocumentNode>;
  private readonly texts = new Set<string>();

  constructor(
    maxBytes = MAX_BYTES,
    maxDocumentBytes = MAX_DOCUMENT_BYTES,
    private readonly trusted = new TrustedDocuments(),
  ) {
    this.documents = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: maxDocumentBytes,
      sizeCalculation: documentBytes,
      onInsert: (document) => this.texts.add(textOf(document)),
      dispose: (document) => this.texts.delete(textOf(document)),
    });
  }

  /** Whether the document with this text is parsed already. */
  has(text: string): boolean {
    return this.texts.has(text) || this.trusted.has(text);
  }

  /** Cached documents, without the trusted ones. */
  get entries(): number {
    return this.documents.size;
  }

  /** Bytes of the cached documents. */
  get bytes(): number {
    return this.documents.calculatedSize;
  }

  /** @param hash SHA-256 of the text, behind Apollo's prefix. */
  async get(hash: string): Promise<DocumentNode | undefined> {
    const trusted = this.trusted.ofHash(hash.slice(-HASH_LENGTH));
    if (trusted) return trusted;
    const document = this.documents.get(hash);
    if (document) this.counts.hits += 1;
    else this.counts.misses += 1;
    return document;
  }

  async set(hash: string, document: DocumentNode): Promise<void> {
    this.documents.set(hash, document);
  }

  async delete(hash: string): Promise<boolean> {
    return this.documents.delete(hash);
  }
}

function textOf({ loc }: DocumentNode): string {
  return loc?.source.body ?? '';
}
