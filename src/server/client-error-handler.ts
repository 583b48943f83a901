import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { Problem } from '../errors/problem.js';
import { registry } from '../errors/registry.js';
import { PROBLEM_MEDIA_TYPE, renderForRest } from '../errors/rest-rendering.js';
import type { PublicAddress } from '../rest/public-address.js';
import type { ConnectionLimits } from './connection-limits.js';
import { rawHeaderLines } from './response-headers.js';

/** Maximum bytes of a request's headers (docs/contract.md, "Requests"). */
export const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Maximum header lines of a request (docs/contract.md, "Limits of a request"). Each takes some 150 bytes of memory, however short
 * it is, as long as its request is incomplete or has no response.
 */
export const MAX_HEADERS = 100;

/** Timeout for the last response of a connection, in milliseconds. */
const LAST_WORD_MS = 1_000;

/** What Node.js stores at the sockets of a server; its default handler reads it, too. */
type ServerSocket = Socket & {
  /** The response in progress. */
  readonly _httpMessage?: ServerResponse | null;
  /** `incoming`: the request whose headers were received last. */
  readonly parser?: { readonly incoming?: IncomingMessage | null } | null;
};

/** Further headers of the response. */
export interface ParserFailureOptions {
  readonly limits: ConnectionLimits;
  readonly address: PublicAddress;
}

/**
 * Responds to requests that Node's HTTP parser refuses or that arrive too slowly. No route, hook or reply exists for
 * them, only the connection, which is closed afterwards.
 */
export function handleClientError(
  error: NodeJS.ErrnoException,
  socket: Socket,
  log: FastifyBaseLogger,
  { limits, address }: ParserFailureOptions,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  // Not the error itself: it contains the received bytes, including credentials.
  log.debug({ reason: error.code, requestId }, 'not a valid HTTP request');
  const problem = problemOf(error, limits);
  const { status } = registry[problem.code];
  const document = JSON.stringify(renderForRest(problem, { method: '', params: {} }));
  setTimeout(() => socket.destroy(), LAST_WORD_MS).unref();
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(document)}`,
      `X-Request-Id: ${requestId}`,
      ...rawHeaderLines(address),
      'Connection: close',
      '',
      document,
    ].join('\r\n'),
  );
}

/**
 * Whether another response would be written into an unfinished one, before that of an earlier request, or after one to
 * the same request: the client would assign it to another request.
 */
function isAnswering({ _httpMessage: response, parser }: ServerSocket): boolean {
  if (response) return response.headersSent || response.req.complete;
  return parser?.incoming?.complete === false;
}

function problemOf({ code }: NodeJS.ErrnoException, limits: ConnectionLimits): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem(
        'headers_too_large',
        `The headers are larger than ${MAX_HEADER_BYTES / 1024} KB or have more than ${MAX_HEADERS} lines.`,
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return requestTimeout(limits);
    default:
      return new Problem('bad_request', 'This is not a valid HTTP request.');
  }
}

function requestTimeout({ headersTimeoutMs, requestTimeoutMs }: ConnectionLimits): Problem {
  return new Problem(
    'request_timeout',
    `The request did not arrive in time: its headers must arrive within ${headersTimeoutMs / 1000} seconds, ` +
      `all of it within ${requestTimeoutMs / 1000} seconds.`,
  );
}
