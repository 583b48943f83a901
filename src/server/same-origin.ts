import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/problem.js';
import type { PublicAddress } from '../rest/public-address.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Throws the 403 of a change that a page of another site has a browser send (docs/contract.md, "Sessions"). The
 * browser's headers about the page decide: `Sec-Fetch-Site`, or an `Origin` that equals the request's own address or
 * the public one. A browser that sends neither is refused.
 */
export function requireSameOrigin(request: FastifyRequest, address: PublicAddress): void {
  if (SAFE_METHODS.has(request.method) || isSameOrigin(request, address)) return;
  throw foreign();
}

/** The same for a request without a cookie: only a request whose headers name another site is refused. */
export function refuseForeignOrigin(request: FastifyRequest, address: PublicAddress): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined && site === undefined) return;
  requireSameOrigin(request, address);
}

function isSameOrigin(request: FastifyRequest, address: PublicAddress): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site === 'same-origin') return true;
  return (
    origin !== undefined && (origin === `${request.protocol}://${request.host}` || origin === address.origin)
  );
}

function foreign(): Problem {
  return new Problem('forbidden', 'A session may only be used from pages of this very site.');
}
