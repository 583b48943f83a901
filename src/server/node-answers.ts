import type { FastifyInstance } from 'fastify';
import { Problem } from '../errors/problem.js';

/**
 * Answers what Node would refuse by itself, without a problem document and a request id: a request of HTTP/1.1
 * without `Host` is a 400 (RFC 9112 section 3.2); an expectation that nobody knows is passed over, as RFC 9110
 * section 10.1.1 allows. To be used with Node's own check of `Host` switched off.
 */
export function answerForNode(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHook('onRequest', async ({ raw: { httpVersion, headers } }) => {
    if (headers.host === undefined && httpVersion === '1.1') {
      throw new Problem('bad_request', 'A request of HTTP/1.1 names its Host.');
    }
  });
}
