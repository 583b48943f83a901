import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Database } from '../../database/database.js';
import type { SpanCounts } from '../../observability/request-tracer.js';
import type { Quotas } from '../../quotas/quotas.js';
import { showBuildInfo } from './build-info.js';
import { type MeasuredCaches, measureCaches } from './cache-metrics.js';
import { collectGauge } from './collected.js';
import { measureDatabase } from './database-metrics.js';
import { measureRequests } from './http-metrics.js';
import { requireMetricsReader } from './metrics-access.js';
import { measureQuotas } from './quota-metrics.js';
import { measureReplicas } from './replica-metrics.js';
import { measureShedRequests } from './shed-metrics.js';
import { measureSpans } from './trace-metrics.js';

/** Sources of the metrics, and the token that protects them. */
export interface MetricsOptions {
  readonly database: Database;
  readonly quotas: Quotas;
  readonly caches: MeasuredCaches;
  /** Large answers that clients have not read yet. */
  readonly largeAnswers: { readonly bytes: number };
  /** Undefined where requests are not traced. */
  readonly spans: SpanCounts | undefined;
  /** What `/metrics` asks for; undefined: it answers this machine alone. */
  readonly token: string | undefined;
}

/**
 * Measures the server and shows the figures at `/metrics` in Prometheus' text format: to holders of the token,
 * or, without a token, to this machine alone. The delay of the event loop is among prom-client's own metrics.
 */
export function metricsRoute(
  app: FastifyInstance,
  { database, quotas, caches, largeAnswers, spans, token }: MetricsOptions,
): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
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
  showBuildInfo(register, database);
  app.get('/metrics', async (request, reply) => {
    requireMetricsReader(request, token);
    return reply.type(register.contentType).send(await register.metrics());
  });
}
