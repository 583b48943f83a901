import type { Registry } from 'prom-client';

/** All metrics of one process, as they are passed between processes. */
export type ProcessFigures = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** Metrics of all processes that serve on one port. */
export interface SharedFigures {
  /** Registers the function that reads the metrics of this process. */
  provide(read: () => Promise<ProcessFigures>): void;
  /** The metrics of all processes in Prometheus' text format. */
  ofAll(): Promise<string>;
}
