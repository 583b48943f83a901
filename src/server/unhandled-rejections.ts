import type { FastifyBaseLogger } from 'fastify';

/** Logs unhandled rejections, which would otherwise end the process with all its requests. */
export function logUnhandledRejections(log: Pick<FastifyBaseLogger, 'error'>): void {
  process.on('unhandledRejection', (reason) => {
    log.error({ err: reason }, 'a rejection was not handled');
  });
}
