import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import type { Database } from '../../database/database.js';
import type { SpanCounts } from '../../observability/request-tracer.js';
import type { Quotas } from '../../quotas/quotas.js';
import { showBuildInfo } from './build-info.js';
import { type MeasuredCaches, measureCaches } from './cache-metrics.js';
import { collectGauge } from './collected.js';
import { measureDatabase } from './database-metrics.js';
import type { SharedFigures } from './figures.js';
import { measureRequests } from './http-metrics.js';
import { requireMetricsReader } from './metrics-access.js';
import { measureProcess } from './process-metrics.js';
import { measureQuotas } from './quota-metrics.js';
import { measureReplicas } from './replica-metrics.js';
import { measureShedRequests } from './shed-metrics.js';
import { measureSpans } from './trace-metrics.js';
import { measureWorkers, WITHOUT_WORKERS } from './worker-metrics.js';

/** Sources of the metrics, and the token that protects them. */
export interface MetricsOptions {
  readonly database: Database;
  readonly quotas: Quotas;
  readonly caches: MeasuredCaches;
  /** Large responses in flight. */
  readonly largeAnswers: { readonly bytes: number };
  /** Requests that wait for events. */
  readonly waits: { readonly size: number };
  /** Undefined if requests are not traced. */
  readonly spans: SpanCounts | undefined;
  /** The token that `/metrics` requires; undefined: it serves this machine alone. */
  readonly token: string | undefined;
  /** Undefined if no other process serves on the port. */
  readonly shared: SharedFigures | undefined;
}

/**
 * Measures the server, and serves the metrics at `/metrics` in Prometheus' text format: with the token or, if there is
 * none, to this machine alone. Behind a shared port, the metrics are those of all its processes. The delay of the event
 * loop is among prom-client's own metrics.
 */
export function metricsRoute(
  app: FastifyInstance,
  { database, quotas, caches, largeAnswers, waits, spans, token, shared }: MetricsOptions,
): void {
  const register = new Registry();
  measureProcess(register);
  measureRequests(app, register);
  measureDatabase(register, database);
  measureReplicas(register, database);
  measureQuotas(register, quotas);
  measureShedRequests(register);
  measureSpans(register, spans);
  measureCaches(register, caches);
  collectGauge(
    register,
    {
      name: 'claims_unread_response_bytes',
      help: 'Bytes of memory of answers above 16 KB that clients have not read to their end.',
    },
    () => [[{}, largeAnswers.bytes]],
  );
  collectGauge(
    register,
    { name: 'claims_waiting_requests', help: 'Requests that wait for events of the change feed.' },
    () => [[{}, waits.size]],
  );
  showBuildInfo(register, database);
  if (shared) shared.provide(() => register.getMetricsAsJSON());
  else measureWorkers(register, () => WITHOUT_WORKERS);
  app.get('/metrics', async (request, reply) => {
    requireMetricsReader(request, token);
    return reply.type(register.contentType).send(await (shared ? shared.ofAll() : register.metrics()));
  });
}
