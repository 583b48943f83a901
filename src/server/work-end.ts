import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Called once when the work of the request has ended: its response is made, or its connection is closed. */
    onWorkEnd: (() => void) | undefined;
  }
}

/** Reports that the work of the request has ended. Further calls have no effect. */
export function endWork(request: FastifyRequest): void {
  const { onWorkEnd } = request;
  request.onWorkEnd = undefined;
  onWorkEnd?.();
}
