import type { FastifyRequest } from 'fastify';

/** Name of the cookie with a session's id. */
export const SESSION_COOKIE = 'sessionid';

const VALUE = new RegExp(`(?:^|;)[ \\t]*${SESSION_COOKIE}[ \\t]*=([^;]*)`, 'g');

/**
 * Every session id that a request shows, in the order of its cookies (RFC 6265 section 5.4). More than one means
 * that another site of the same domain, or another path, has set a cookie of this name: nothing tells which one is
 * ours.
 */
export function sessionIdsOf({ headers: { cookie } }: FastifyRequest): readonly string[] {
  if (!cookie?.includes(SESSION_COOKIE)) return [];
  return Array.from(cookie.matchAll(VALUE), ([, value]) => (value as string).trim());
}
