import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_SECONDS } from '../../identity/sessions.js';
import type { PublicAddress } from '../../rest/public-address.js';
import { SESSION_COOKIE } from '../session-ids.js';

/** Sets the cookie of a session (HttpOnly, SameSite=Lax). */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  address: PublicAddress,
): void {
  reply.setCookie(SESSION_COOKIE, id, { ...attributes(request, address), maxAge: SESSION_SECONDS });
}

/** Deletes the cookie. */
export function clearSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  address: PublicAddress,
): void {
  reply.clearCookie(SESSION_COOKIE, attributes(request, address));
}

function attributes({ protocol }: FastifyRequest, address: PublicAddress) {
  const secure = protocol === 'https' || address.isHttps;
  // Browsers do not send it to other services of the same host.
  return { path: address.prefix || '/', httpOnly: true, sameSite: 'lax', secure } as const;
}
