import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { Problem } from '../errors/problem.js';
import { registry } from '../errors/registry.js';
import { PROBLEM_MEDIA_TYPE, renderForRest } from '../errors/rest-rendering.js';
import { rawHeaderLines } from './response-headers.js';

/** Most bytes of a request's headers (docs/contract.md, "Requests"). */
export const LARGEST_HEADERS = 16 * 1024;

/**
 * Answers requests that Node's HTTP parser refuses: no route, hook or reply exists for them, only the
 * connection, which is closed afterwards.
 */
export function answerParserFailure(
  error: NodeJS.ErrnoException,
  socket: Socket,
  log: FastifyBaseLogger,
  publicUrl: string | undefined,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  // Not the error itself: it holds the bytes that came, credentials among them.
  log.debug({ reason: error.code, requestId }, 'not a valid HTTP request');
  const problem = problemOf(error);
  const { status } = registry[problem.code];
  const document = JSON.stringify(renderForRest(problem, { method: '', params: {} }));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
      `Content-Length: ${Buffer.byteLength(document)}`,
      `X-Request-Id: ${requestId}`,
      ...rawHeaderLines(publicUrl),
      'Connection: close',
      '',
      document,
    ].join('\r\n'),
  );
}

function problemOf({ code }: NodeJS.ErrnoException): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('headers_too_large', `The headers are larger than ${LARGEST_HEADERS / 1024} KB.`);
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('bad_request', 'The request did not arrive in time.');
    default:
      return new Problem('bad_request', 'This is not a valid HTTP request.');
  }
}
