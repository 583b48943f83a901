import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Problem } from '../errors/problem.js';
import type { Quotas } from '../quotas/quotas.js';

/** Upper bounds in seconds: a lookup takes about one millisecond, a statement ten seconds at most. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/**
 * Measures the server and shows the figures at `/metrics` in Prometheus' text format: to holders of the token,
 * or, without a token, to this machine alone.
 */
export function measure(app: FastifyInstance, quotas: Quotas, token: string | undefined): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const duration = new Histogram({
    name: 'claims_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last byte of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [register],
  });
  // Few, since routes and methods are ours; the histogram would look for its series anew with each request.
  const known = new Map<string, Histogram.Internal<string>>();
  const seriesOf = (method: string, route: string, status: number) => {
    const name = `${method} ${status} ${route}`;
    const series = known.get(name) ?? duration.labels({ method, route, status });
    known.set(name, series);
    return series;
  };
  const limited = new Counter({
    name: 'claims_rate_limited_total',
    help: 'Requests that were refused because a quota was spent.',
    registers: [register],
  });
  new Gauge({
    name: 'claims_quota_store_degraded',
    help: '1 while this instance counts quotas by itself because it has lost Redis, else 0.',
    registers: [register],
    collect() {
      this.set(Number(quotas.degraded));
    },
  });
  app.addHook('onResponse', ({ method, routeOptions, is404 }, { statusCode, elapsedTime }, done) => {
    // Paths that do not exist are one route, or callers could make as many series as they like.
    const route = is404 ? 'unmatched' : (routeOptions.config.measuredAs ?? routeOptions.url ?? 'unmatched');
    seriesOf(is404 ? 'ANY' : method, route, statusCode).observe(elapsedTime / 1000);
    if (statusCode === 429) limited.inc();
    done();
  });
  app.get('/metrics', async (request, reply) => {
    requireReader(request, token);
    return reply.type(register.contentType).send(await register.metrics());
  });
}

function requireReader({ headers, ip }: FastifyRequest, token: string | undefined): void {
  if (token === undefined) {
    // What a proxy of this machine passes on comes from loopback, too.
    const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
    if (isForwarded || !isLoopback(ip))
      throw new Problem('forbidden', 'Metrics are shown to this machine only.');
    return;
  }
  if (!areEqual(headers.authorization ?? '', `Bearer ${token}`)) {
    throw new Problem('unauthorized', 'The token of the metrics is required.', {
      headers: { 'www-authenticate': 'Bearer realm="metrics"' },
    });
  }
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return loopback.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** Compares in the same time wherever the texts differ. */
function areEqual(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
