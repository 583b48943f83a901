import type { Registry } from 'prom-client';
import type { SpanCounts } from '../../observability/request-tracer.js';
import { collectCounter, collectGauge } from './collected.js';

/** Exports the numbers of spans. Without tracing there are no series. */
export function measureSpans(register: Registry, spans: SpanCounts | undefined): void {
  collectCounter(
    register,
    {
      name: 'claims_trace_spans_total',
      help: 'Spans by outcome: exported to the collector, or dropped because it is slow or down.',
      labelNames: ['outcome'],
    },
    () => [
      [{ outcome: 'exported' }, spans?.exported ?? 0],
      [{ outcome: 'dropped' }, spans?.dropped ?? 0],
    ],
  );
  collectGauge(
    register,
    { name: 'claims_trace_spans_queued', help: 'Spans that wait for their export, or are on their way.' },
    () => [[{}, spans?.queued ?? 0]],
  );
}
