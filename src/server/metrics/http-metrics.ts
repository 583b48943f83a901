import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, Histogram, type Registry } from 'prom-client';
import { routeOf } from '../request-route.js';

/** Upper bounds in seconds: a lookup takes about one millisecond, a statement ten seconds at most. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Name of GraphQL requests without a valid operation. */
const NO_OPERATION = 'none';

type Labels = Readonly<Record<string, string | number>>;

/**
 * Measures requests when their responses are written. One look-up by a text per request, because the histogram would
 * look up its series by all labels.
 */
export function measureRequests(app: FastifyInstance, register: Registry): void {
  const duration = new Histogram({
    name: 'claims_http_request_duration_seconds',
    help: 'Time from the headers of a request to the last byte of its response. GraphQL requests have the type of their operation.',
    labelNames: ['method', 'route', 'status', 'operation'],
    buckets: BUCKETS,
    registers: [register],
  });
  const limited = new Counter({
    name: 'claims_rate_limited_total',
    help: 'Requests that were refused because a quota was spent.',
    registers: [register],
  });
  const failed = new Counter({
    name: 'claims_graphql_failed_operations_total',
    help: 'GraphQL operations with errors that the HTTP status does not show, by the highest status of the errors.',
    labelNames: ['operation', 'status'],
    registers: [register],
  });
  // Few, since routes, methods and statuses are ours.
  const known = new Map<string, Histogram.Internal<string>>();
  const seriesOf = (request: FastifyRequest, status: number) => {
    const { is404, operation } = request;
    const route = routeOf(request);
    const method = is404 ? 'ANY' : request.method;
    const type = route === '/graphql' ? (operation?.type ?? NO_OPERATION) : undefined;
    const name = `${method} ${status} ${type} ${route}`;
    let series = known.get(name);
    if (!series) {
      const labels: Labels = { method, route, status, ...(type !== undefined && { operation: type }) };
      series = duration.labels(labels);
      known.set(name, series);
    }
    return series;
  };
  app.addHook('onResponse', (request, { statusCode, elapsedTime }, done) => {
    seriesOf(request, statusCode).observe(elapsedTime / 1000);
    if (statusCode === 429) limited.inc();
    const { operation } = request;
    if (operation && operation.errorStatus > statusCode) {
      failed.inc({ operation: operation.type ?? NO_OPERATION, status: operation.errorStatus });
    }
    done();
  });
}
