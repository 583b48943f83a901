import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../errors/problem.js';

/** `uri-host [ ":" port ]` (RFC 9110 section 7.2): a name, an IPv4 address, or an IP literal in brackets. */
const HOST = /^(?:[\w.~%!$&'()*+,;=-]*|\[[\w.~%!$&'()*+,;=:-]+\])(?::\d*)?$/;

/**
 * Responds to requests that Node.js would refuse by itself, without a problem document and a request id, or would
 * accept: a request of HTTP/1.1 without `Host`, and any request with two of them or an invalid one, is a 400 (RFC 9112
 * section 3.2); an unknown expectation is ignored, as RFC 9110 section 10.1.1 allows. Node's own check of `Host` has to
 * be off.
 */
export function answerForNode(app: FastifyInstance): void {
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    const { host } = raw.headers;
    if (host === undefined) {
      if (raw.httpVersion === '1.1')
        throw new Problem('bad_request', 'A request of HTTP/1.1 names its Host.');
    } else if (!HOST.test(host) || hasTwoHosts(raw)) {
      throw new Problem('bad_request', 'A request has one valid Host header.');
    }
    done();
  });
}

/** Of two `Host` lines, `headers` of Node.js contains the first. */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  return hosts > 1;
}
