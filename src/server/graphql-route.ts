import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addressBlock } from '../codecs/address-block.js';
import { missingCredential } from '../errors/credential-problems.js';
import type { Introspection } from '../graphql/access.js';
import { AccountTurns, type WaitingWork } from '../graphql/account-turns.js';
import type { DocumentCache } from '../graphql/document-cache.js';
import { limitDocumentSize } from '../graphql/document-limits.js';
import { answerMediaType } from '../graphql/media-type.js';
import { newObservedOperation, type ObservedOperation } from '../graphql/observed-operation.js';
import { OperationTurns } from '../graphql/operation-turns.js';
import type { RequestContext } from '../graphql/request-context.js';
import type { TrustedDocuments } from '../graphql/trusted-documents/trusted-documents.js';
import { shownTime } from '../quotas/steady-clock.js';
import { FieldLimiter } from '../resolvers/field-limits/field-limiter.js';
import { Loaders } from '../resolvers/loaders.js';
import type { PublicAddress } from '../rest/public-address.js';
import { IDEMPOTENCY_KEY_HEADER, IDEMPOTENCY_REPLAYED } from '../services/idempotency/idempotency-key.js';
import { RepeatableRequest } from '../services/idempotency/repeatable-request.js';
import type { Principal } from '../services/principal.js';
import { DocumentsInFlight } from './documents-in-flight.js';
import { redirectToExplorer } from './explorer/pages.js';
import { ownerOf } from './json-body.js';
import { requestedDocument } from './requested-document.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The operation of a request to the GraphQL API; undefined for others, and before its body is read. */
    operation: ObservedOperation | undefined;
  }
}

/** Characters of documents that are parsed in one turn of the event loop, some milliseconds. */
const CHARACTERS_OF_TURN = 4_000;

/** What a cached document counts: its look-up takes a fraction of a millisecond. */
const CACHED_CHARACTERS = 100;

/**
 * What a large cached document counts is its length divided by this: its hash and its variables take a small part of
 * the time that parsing takes.
 */
const CACHED_SHARE = 40;

/** Options of the route. */
export interface GraphqlRoute {
  readonly introspection: Introspection;
  readonly documents: DocumentCache;
  readonly trusted: TrustedDocuments;
  readonly address: PublicAddress;
}

/** The GraphQL API: `POST /graphql`, and `GET` for queries (GraphQL over HTTP). */
export function graphqlRoute(
  app: FastifyInstance,
  apollo: ApolloServer<RequestContext>,
  { introspection, documents, trusted, address }: GraphqlRoute,
): void {
  const inFlight = new DocumentsInFlight(documents);
  const documentTurns = new AccountTurns({ maxWeight: CHARACTERS_OF_TURN });
  const operationTurns = new OperationTurns();
  const fieldLimiter = new FieldLimiter();
  app.decorateRequest('operation', undefined);
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    config: { api: 'graphql' },
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      // A browser has opened the URL as a page.
      if (request.api === undefined) return redirectToExplorer(reply, address);
      // If the schema is hidden, no document is validated: the errors would reveal the schema.
      if (!request.principal && introspection !== 'public') throw missingCredential();
      const { text, isTrusted, search, body } = requestedDocument(request, trusted);
      limitDocumentSize(text);
      const context = createContext(reply, fieldLimiter, operationTurns);
      const release = isTrusted ? undefined : inFlight.take(request, text);
      let response: HTTPGraphQLResponse;
      try {
        if (!isTrusted && (release || text.length > CHARACTERS_OF_TURN)) {
          await documentTurns.next(ownerOf(request).account, waitingDocument(reply, text, documents));
        }
        response = await apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: request.method,
            headers: headerMap(request, context),
            search,
            body,
          },
          context: async () => context,
        });
      } finally {
        release?.();
        context.turn.release();
      }
      await request.quota?.settle();
      for (const [name, value] of response.headers) reply.header(name, value);
      if (context.repeatable?.isReplay) reply.header(IDEMPOTENCY_REPLAYED, 'true');
      reply.code(response.status ?? 200);
      return response.body.kind === 'complete'
        ? response.body.string
        : reply.send(Readable.from(response.body.asyncIterator));
    },
  });
}

/**
 * Waits for the turn to parse and validate a document, which takes longer than most other synchronous work; for a large
 * cached one, for the turn to look it up.
 */
function waitingDocument(reply: FastifyReply, text: string, cache: DocumentCache): WaitingWork {
  return {
    weight: () => (cache.has(text) ? CACHED_CHARACTERS + text.length / CACHED_SHARE : text.length),
    isAbandoned: () => isAbandoned(reply),
  };
}

/**
 * Whether the response of a request would not be read: the client has closed its connection, or has received a 503 for
 * its timeout.
 */
function isAbandoned({ sent, request }: FastifyReply): boolean {
  return sent || request.raw.socket.destroyed;
}

function createContext(
  reply: FastifyReply,
  fieldLimiter: FieldLimiter,
  turns: OperationTurns,
): RequestContext {
  const { request } = reply;
  const { principal: caller, database } = request;
  const observed = newObservedOperation();
  request.operation = observed;
  return {
    database,
    caller,
    // Only resolvers read it, and the access check runs them for callers with a credential alone.
    principal: caller as Principal,
    loaders: new Loaders(database, caller as Principal),
    fieldLimiter,
    limitedCaller: () => limitedCaller(request),
    turn: turns.of({ account: ownerOf(request).account, isGone: () => isAbandoned(reply) }),
    quota: request.quota,
    quotas: () =>
      (request.quota?.windows ?? []).map((window) => ({ ...window, resetsAt: shownTime(window.resetsAt) })),
    requestId: request.id,
    log: request.log,
    mediaType: answerMediaType(request.headers.accept),
    repeatable: repeatableRequest(request),
    observed,
    trace: request.trace,
  };
}

/** The request if its client may send it again; undefined without a caller or an idempotency key, which counts for mutations. */
function repeatableRequest({ principal, headers, body }: FastifyRequest): RepeatableRequest | undefined {
  const key = headers[IDEMPOTENCY_KEY_HEADER];
  if (key === undefined || !principal) return undefined;
  return new RepeatableRequest(principal, String(key), () => ['graphql', JSON.stringify(body)]);
}

/** The account of field limits: all visitors of a page share its publishable key. */
function limitedCaller({ principal, ip }: FastifyRequest): string {
  const { quota, publishable } = principal as Principal;
  return publishable ? `${quota.name} ${addressBlock(ip)}` : quota.name;
}

/** The headers that Apollo Server reads. */
const READ_BY_APOLLO = ['content-type', 'x-apollo-operation-name', 'apollo-require-preflight'] as const;

/**
 * Headers that no form or link of another site can send, and its scripts only after a preflight. A browser adds
 * `Authorization` by itself for Basic authentication alone, which is refused.
 */
const CREDENTIAL_HEADERS = ['x-api-key', 'authorization'] as const;

function headerMap({ method, headers }: FastifyRequest, { mediaType }: RequestContext): HeaderMap {
  const map = new HeaderMap();
  if (method === 'POST' && headers['content-type'] === 'application/json') {
    // No form of another site can send this type, which Apollo Server would verify by parsing it.
    map.set('apollo-require-preflight', 'application/json');
  } else {
    const header = CREDENTIAL_HEADERS.find((name) => headers[name] !== undefined);
    if (header !== undefined) map.set('apollo-require-preflight', header);
    for (const name of READ_BY_APOLLO) {
      const value = headers[name];
      if (value !== undefined) map.set(name, value.toString());
    }
  }
  // Negotiated already: Apollo Server would refuse an unsupported type only after the execution.
  map.set('accept', mediaType);
  return map;
}

/** Sends a GraphQL error that stands for the whole request, with the given status. */
export function sendGraphqlErrors(
  request: FastifyRequest,
  reply: FastifyReply,
  statusCode: number,
  errors: readonly object[],
): FastifyReply {
  const mediaType = answerMediaType(request.headers.accept);
  return reply.code(statusCode).type(`${mediaType}; charset=utf-8`).send(JSON.stringify({ errors }));
}
