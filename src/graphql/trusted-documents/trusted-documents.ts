import { createHash } from 'node:crypto';
import type { DocumentNode } from 'graphql';

/** A document that a client names by an id instead of sending its text. */
export interface TrustedDocument {
  readonly id: string;
  readonly text: string;
  /** Parsed, and valid for the schema. */
  readonly document: DocumentNode;
}

/**
 * The documents that an operator trusts (docs/contract.md, "Trusted documents"). They stay parsed as long as the server
 * runs, and do not count in the limit of the document cache: the size of their file limits them.
 */
export class TrustedDocuments {
  private readonly textsById = new Map<string, string>();
  private readonly documentsByHash = new Map<string, DocumentNode>();
  private readonly texts = new Set<string>();

  /** @param excludesOthers whether all other documents are refused. */
  constructor(
    documents: readonly TrustedDocument[] = [],
    readonly excludesOthers = false,
  ) {
    for (const { text, document } of documents) {
      const hash = createHash('sha256').update(text).digest('hex');
      this.documentsByHash.set(hash, document);
      this.texts.add(text);
      // The id of the proposal for GraphQL over HTTP ("SHA256 Hex Document Identifier").
      this.textsById.set(`sha256:${hash}`, text);
    }
    for (const { id, text } of documents) this.textsById.set(id, text);
  }

  /** The text of the document with this id; undefined for an unknown one. */
  text(id: string): string | undefined {
    return this.textsById.get(id);
  }

  /** Whether a document with this text, to the letter, is trusted. */
  has(text: string): boolean {
    return this.texts.has(text);
  }

  /** The document whose text has this SHA-256, in lower-case hexadecimal digits. */
  ofHash(hash: string): DocumentNode | undefined {
    return this.documentsByHash.get(hash);
  }
}
