import { collectDefaultMetrics, type Registry } from 'prom-client';

/** Delays of the event loop: a mean over several processes would conceal a slow one. */
const DELAYS = [
  ...[
    'nodejs_eventloop_lag_seconds',
    'nodejs_eventloop_lag_mean_seconds',
    'nodejs_eventloop_lag_stddev_seconds',
  ],
  ...[
    'nodejs_eventloop_lag_p50_seconds',
    'nodejs_eventloop_lag_p90_seconds',
    'nodejs_eventloop_lag_p99_seconds',
  ],
];

/** prom-client's own metrics of the process, which has memory, processor time and an event loop. */
export function measureProcess(register: Registry): void {
  collectDefaultMetrics({ register });
  for (const name of DELAYS) aggregateBy(register, name, 'max');
  aggregateBy(register, 'process_start_time_seconds', 'min');
}

/** The same for a process that serves no requests, whose event loop delays mean nothing. */
export function measureIdleProcess(register: Registry): void {
  measureProcess(register);
  for (const { name } of register.getMetricsAsArray()) {
    if (name.startsWith('nodejs_eventloop_lag')) register.removeSingleMetric(name);
  }
}

/** Sets how the values of several processes are aggregated. */
function aggregateBy(register: Registry, name: string, aggregator: 'max' | 'min'): void {
  // The types omit it. Each metric has it, and `collectDefaultMetrics` has no option for it.
  Object.assign(register.getSingleMetric(name) ?? {}, { aggregator });
}
