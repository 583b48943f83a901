import type { FastifyRequest } from 'fastify';
import { missingCredential } from '../errors/credential-problems.js';
import { Problem, validationProblem } from '../errors/problem.js';
import type { TrustedDocuments } from '../graphql/trusted-documents/trusted-documents.js';

/** The document of a request, and the request as if it had sent the text of the document. */
export interface RequestedDocument {
  /** The text; for a GET with a document that is not trusted, its encoded form, which is short. */
  readonly text: string;
  readonly isTrusted: boolean;
  /** The query string, from the question mark on. */
  readonly search: string;
  readonly body: unknown;
}

/**
 * Finds the document that a request names by `documentId` or sends as `query` (docs/contract.md, "Trusted documents").
 * Throws the 422 of an unknown id, and the 403 of a document that is not trusted if only trusted ones are executed;
 * without a credential the 401, because responses without one must reveal nothing else.
 */
export function requestedDocument(request: FastifyRequest, trusted: TrustedDocuments): RequestedDocument {
  try {
    return request.method === 'GET' ? ofSearch(request.url, trusted) : ofBody(request.body, trusted);
  } catch (problem) {
    throw request.principal ? problem : missingCredential();
  }
}

function ofBody(body: unknown, trusted: TrustedDocuments): RequestedDocument {
  const { documentId, query } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const named = namedText(documentId, query, trusted);
  if (named === undefined) {
    const text = typeof query === 'string' ? query : '';
    return { text, isTrusted: isTrusted(text, trusted), search: '', body };
  }
  const { documentId: _, ...members } = body as object & { documentId: string };
  return { text: named, isTrusted: true, search: '', body: { ...members, query: named } };
}

function ofSearch(url: string, trusted: TrustedDocuments): RequestedDocument {
  const search = searchOf(url);
  const parameters = new URLSearchParams(search);
  const query = parameters.get('query') ?? undefined;
  const ids = parameters.getAll('documentId');
  const named = namedText(ids.length > 1 ? ids : ids[0], query, trusted);
  if (named === undefined) {
    return { text: search, isTrusted: isTrusted(query ?? '', trusted), search, body: undefined };
  }
  parameters.delete('documentId');
  parameters.set('query', named);
  return { text: named, isTrusted: true, search: `?${parameters}`, body: undefined };
}

/** The text of a document by its id; undefined without an id. */
function namedText(id: unknown, query: unknown, trusted: TrustedDocuments): string | undefined {
  // Forms of clients send empty members, as with the name of the operation.
  if (id === undefined || id === null || id === '') return undefined;
  if (typeof id !== 'string') throw refused('Input should be a valid string', 'string_type');
  if (query !== undefined && query !== null && query !== '') {
    throw refused('Input should not be sent together with query', 'extra_forbidden');
  }
  const text = trusted.text(id);
  if (text === undefined) throw refused('Input should be the id of a trusted document', 'unknown_document');
  return text;
}

function refused(msg: string, type: string): Problem {
  return validationProblem([{ path: ['documentId'], msg, type }]);
}

/** Whether the text is that of a trusted document. Throws a 403 if it is not and only trusted ones are executed. */
function isTrusted(text: string, trusted: TrustedDocuments): boolean {
  if (trusted.has(text)) return true;
  // Apollo Server refuses requests without a document.
  if (!trusted.excludesOthers || text === '') return false;
  throw new Problem(
    'forbidden',
    'This server executes trusted documents only, which a request names by documentId.',
  );
}

/** The query string of a URL, from the question mark on. */
export function searchOf(url: string): string {
  const place = url.indexOf('?');
  return place < 0 ? '' : url.slice(place);
}
