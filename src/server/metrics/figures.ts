import type { Registry } from 'prom-client';

/** All figures of one process, as they are passed between processes. */
export type ProcessFigures = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** Figures of all processes that serve on one port. */
export interface SharedFigures {
  /** Has those of this process read whenever all are asked for. */
  provide(read: () => Promise<ProcessFigures>): void;
  /** Those of all, in Prometheus' text format. */
  ofAll(): Promise<string>;
}
