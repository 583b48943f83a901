import type { Registry } from 'prom-client';
import type { MeasuredCache } from '../../observability/cache-counts.js';
import { collectCounter, collectGauge, type MetricFamily } from './collected.js';

/** Caches by the values of the label `cache`. */
export type MeasuredCaches = Readonly<Record<string, MeasuredCache>>;

/** Measures the use of caches, which count it themselves. */
export function measureCaches(register: Registry, caches: MeasuredCaches): void {
  const family = (name: string, help: string): MetricFamily => ({ name, help, labelNames: ['cache'] });
  const read = (value: (cache: MeasuredCache) => number | undefined) => () =>
    Object.entries(caches).flatMap(([cache, measured]) => {
      const current = value(measured);
      return current === undefined ? [] : [[{ cache }, current] as const];
    });
  collectCounter(
    register,
    family('claims_cache_hits_total', 'Look-ups that a cache has answered.'),
    read(({ counts }) => counts.hits),
  );
  collectCounter(
    register,
    family('claims_cache_misses_total', 'Look-ups that a cache has not answered.'),
    read(({ counts }) => counts.misses),
  );
  collectGauge(
    register,
    family('claims_cache_entries', 'Entries that are cached.'),
    read(({ entries }) => entries),
  );
  collectGauge(
    register,
    family('claims_cache_bytes', 'Memory of the entries of caches that are bounded by it.'),
    read(({ bytes }) => bytes),
  );
}
