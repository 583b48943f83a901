import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestTrace, RequestTracer } from '../observability/request-tracer.js';
import { isRoutine, routeOf } from './request-route.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's spans; undefined where requests are not traced. */
    trace: RequestTrace | undefined;
  }
}

/**
 * Records requests as spans. Registered before all other hooks, so that the span covers the whole request lifecycle.
 */
export function traceRequests(app: FastifyInstance, tracer: RequestTracer | undefined): void {
  app.decorateRequest('trace', undefined);
  if (!tracer) return;
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isRoutine(routeOf(request))) request.trace = tracer.startRequest(request);
    done();
  });
  app.addHook('onResponse', (request, { statusCode }, done) => {
    endTrace(request, statusCode);
    done();
  });
  app.addHook('onRequestAbort', (request, done) => {
    endTrace(request, undefined);
    done();
  });
}

function endTrace(request: FastifyRequest, status: number | undefined): void {
  const route = request.is404 ? undefined : routeOf(request);
  request.trace?.end({ route, status });
}
