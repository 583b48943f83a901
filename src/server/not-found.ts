import type { FastifyInstance } from 'fastify';
import findMyWay from 'find-my-way';
import { Problem } from '../errors/problem.js';
import { hasInvalidEncoding } from './request-target.js';

/**
 * Responds to requests without a route: 400 for a path that cannot be decoded, 405 with `Allow` if the path has a route
 * for other methods, else 404; before the body is read, which does not matter there. Registered before the routes,
 * because it listens to their declaration.
 */
export function handleNotFound(app: FastifyInstance): void {
  // A second router with every path under one method returns the methods of a path.
  const paths = findMyWay({ maxParamLength: Number.MAX_SAFE_INTEGER });
  const methodsOf = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    let methods = methodsOf.get(url);
    if (!methods) {
      methods = new Set();
      methodsOf.set(url, methods);
      paths.on('GET', url, () => {}, methods);
    }
    for (const one of [method].flat()) methods.add(one);
  });
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.url !== request.originalUrl && hasInvalidEncoding(request.originalUrl)) {
      throw new Problem('bad_request', 'The path is not validly percent-encoded.');
    }
    if (!request.is404) return done();
    const path = request.url.split('?', 1)[0] as string;
    const methods = paths.find('GET', path)?.store as Set<string> | undefined;
    throw methods ? methodNotAllowed(methods) : unknownPath();
  });
}

function methodNotAllowed(methods: ReadonlySet<string>): Problem {
  const allow = [...methods].sort().join(', ');
  return new Problem('method_not_allowed', `This path answers ${allow}.`, { headers: { allow } });
}

function unknownPath(): Problem {
  return new Problem('not_found', 'The requested resource was not found.');
}
