import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_SECONDS } from '../../identity/sessions.js';
import { SESSION_COOKIE } from '../session-ids.js';

/** Gives the browser its session's id, out of reach of scripts and of other sites' forms. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  publicUrl: string | undefined,
): void {
  reply.setCookie(SESSION_COOKIE, id, { ...attributes(request, publicUrl), maxAge: SESSION_SECONDS });
}

/** Takes it away again. */
export function clearSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | undefined,
): void {
  reply.clearCookie(SESSION_COOKIE, attributes(request, publicUrl));
}

function attributes({ protocol }: FastifyRequest, publicUrl: string | undefined) {
  const secure = protocol === 'https' || publicUrl?.startsWith('https:') === true;
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
}
