import type { FastifyRequest } from 'fastify';

/** Name of the cookie with a session's id. */
export const SESSION_COOKIE = 'sessionid';

const VALUE = new RegExp(`(?:^|;)[ \\t]*${SESSION_COOKIE}[ \\t]*=([^;]*)`, 'g');

/**
 * Returns all session ids of a request, in the order of its cookies (RFC 6265 section 5.4). More than one means that
 * another site of the same domain, or another path, has set a cookie of this name: which one is ours is unknown.
 */
export function sessionIdsOf({ headers: { cookie } }: FastifyRequest): readonly string[] {
  if (!cookie?.includes(SESSION_COOKIE)) return [];
  return Array.from(cookie.matchAll(VALUE), ([, value]) => (value as string).trim());
}
