import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Called once when nothing more is done for the request: its answer is made, or its connection has ended. */
    onWorkEnd: (() => void) | undefined;
  }
}

/** Reports that the work of the request has ended. Further calls have no effect. */
export function endWork(request: FastifyRequest): void {
  const { onWorkEnd } = request;
  request.onWorkEnd = undefined;
  onWorkEnd?.();
}
