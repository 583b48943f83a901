import { collectDefaultMetrics, type Registry } from 'prom-client';

/** Delays of the event loop: the mean of several processes would hide the one that is slow. */
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

/** The same of a process that answers no requests, so that the delays of its event loop say nothing. */
export function measureIdleProcess(register: Registry): void {
  measureProcess(register);
  for (const { name } of register.getMetricsAsArray()) {
    if (name.startsWith('nodejs_eventloop_lag')) register.removeSingleMetric(name);
  }
}

/** Determines how the values of several processes become one. */
function aggregateBy(register: Registry, name: string, aggregator: 'max' | 'min'): void {
  // Their types leave it out; each has it, and those of `collectDefaultMetrics` take it from nowhere else.
  Object.assign(register.getSingleMetric(name) ?? {}, { aggregator });
}
