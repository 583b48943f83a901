import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OPENAPI_PATH } from '../rest/openapi/route.js';
import type { PublicAddress } from '../rest/public-address.js';
import { apiOfUrl } from './requested-api.js';

/** Browsers guess no other media type (Fetch Standard, "`X-Content-Type-Options` header"). */
const CONTENT_TYPE_OPTIONS = 'nosniff';

/** Browsers send no URL of ours, which can contain a sign-in link, to another site. */
const REFERRER_POLICY = 'no-referrer';

/** For one year, in seconds, browsers reach a public https address by https only (RFC 6797). */
const STRICT_TRANSPORT_SECURITY = 'max-age=31536000';

/** `Cache-Control` of a response to one caller: no cache stores it (RFC 9111 section 5.2.2). */
const NOT_STORED = 'private, no-store';

/** The request headers that identify a caller (docs/contract.md, "Credentials"). */
export const CREDENTIALS = 'X-API-Key, Authorization, Cookie';

/** `Vary` of each API (RFC 9110 section 12.5.5). GraphQL negotiates its media type as well. */
const VARY = { rest: CREDENTIALS, session: CREDENTIALS, graphql: `Accept, ${CREDENTIALS}` } as const;

/** What the headers of responses depend on. */
export interface ResponseHeaderOptions {
  /** Whether the public address is an https one. */
  readonly address: PublicAddress;
  /** Whether the server shuts down. */
  readonly isDraining: () => boolean;
}

/** Sets the headers of every response, and `Cache-Control` and `Vary` of those of the APIs. */
export function setResponseHeaders(
  app: FastifyInstance,
  { address, isDraining }: ResponseHeaderOptions,
): void {
  // A callback, because Fastify would await an async hook with every response.
  app.addHook('onSend', (request, reply, _payload, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', CONTENT_TYPE_OPTIONS);
    reply.header('referrer-policy', REFERRER_POLICY);
    if (address.isHttps) reply.header('strict-transport-security', STRICT_TRANSPORT_SECURITY);
    const vary = varyOf(request);
    if (vary !== undefined) forbidStoring(reply, vary);
    // Keep-alive connections would outlive the server that is closing.
    if (isDraining()) reply.header('connection', 'close');
    done();
  });
}

/** Header lines of a response that is written without Fastify: those of every response, and `Cache-Control`. */
export function rawHeaderLines({ isHttps }: PublicAddress): readonly string[] {
  return [
    `X-Content-Type-Options: ${CONTENT_TYPE_OPTIONS}`,
    `Referrer-Policy: ${REFERRER_POLICY}`,
    `Cache-Control: ${NOT_STORED}`,
    ...(isHttps ? [`Strict-Transport-Security: ${STRICT_TRANSPORT_SECURITY}`] : []),
  ];
}

/** The `Vary` header of a response; undefined for responses that are the same for all callers. */
function varyOf({ url, is404 }: FastifyRequest): string | undefined {
  const api = apiOfUrl(url);
  if (api === undefined || (!is404 && url.startsWith(OPENAPI_PATH))) return undefined;
  return VARY[api];
}

/** Forbids caches to store a response to one caller. `Vary` may contain `Origin` already, which CORS adds. */
export function forbidStoring(reply: FastifyReply, vary: string): void {
  const before = reply.getHeader('vary');
  reply.header('vary', before === undefined ? vary : `${before}, ${vary}`);
  reply.header('cache-control', NOT_STORED);
}
