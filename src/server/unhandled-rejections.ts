import type { FastifyBaseLogger } from 'fastify';

/**
 * Logs unhandled rejections, where Node would end the process with every request in it. graphql-js
 * leaves one behind when an item of a list fails later than another one did at once.
 */
export function logUnhandledRejections(log: Pick<FastifyBaseLogger, 'error'>): void {
  process.on('unhandledRejection', (reason) => {
    log.error({ err: reason }, 'a rejection was not handled');
  });
}
