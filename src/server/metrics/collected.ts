import { Counter, Gauge, type Metric, type Registry } from 'prom-client';
import type { HistogramCounts } from '../../observability/histogram-counts.js';

/** Metrics whose values are read at a scrape: the hot path increments plain numbers and looks up no labels. */
type Labels = Readonly<Record<string, string>>;

/** Name and labels of a metric. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** How the values of several processes are aggregated; the sum by default. */
  readonly aggregator?: 'sum' | 'max' | 'first';
}

/** Registers a counter. */
export function collectCounter(
  register: Registry,
  family: MetricFamily,
  read: () => Iterable<readonly [Labels, number]>,
): void {
  new Counter({
    ...settingsOf(family),
    registers: [register],
    collect() {
      this.reset();
      for (const [labels, value] of read()) this.inc(labels, value);
    },
  });
}

/** Registers a gauge. */
export function collectGauge(
  register: Registry,
  family: MetricFamily,
  read: () => Iterable<readonly [Labels, number]>,
): void {
  new Gauge({
    ...settingsOf(family),
    registers: [register],
    collect() {
      this.reset();
      for (const [labels, value] of read()) this.set(labels, value);
    },
  });
}

/** Registers a histogram. prom-client's own can be observed but not filled from counts. */
export function collectHistogram(
  register: Registry,
  family: MetricFamily,
  read: () => Iterable<readonly [Labels, HistogramCounts]>,
): void {
  const { name, help, aggregator } = settingsOf(family);
  const get = async () => ({
    name,
    help,
    type: 'histogram',
    aggregator,
    values: Array.from(read(), ([labels, histogram]) => seriesOf(name, labels, histogram)).flat(),
  });
  // The registry calls no other method of its metrics.
  register.registerMetric({ name, help, get } as unknown as Metric);
}

function settingsOf({ name, help, labelNames = [], aggregator = 'sum' }: MetricFamily) {
  return { name, help, labelNames: [...labelNames], aggregator } as const;
}

function seriesOf(name: string, labels: Labels, { bounds, counts, sum }: HistogramCounts) {
  let count = 0;
  const buckets = counts.map((value, i) => {
    count += value;
    return { metricName: `${name}_bucket`, labels: { le: bounds[i] ?? '+Inf', ...labels }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
