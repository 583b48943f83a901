import { AggregatorRegistry } from 'prom-client';
import type { ProcessFigures } from './figures.js';

/**
 * Aggregates the metrics of several processes. Counts of a process that has ended stay in the sums, as they were read
 * last: Prometheus takes a counter that falls for one that was reset, and its rate would jump.
 */
export class MergedFigures {
  private readonly latest = new Map<number, ProcessFigures>();
  private ended: Promise<ProcessFigures> = Promise.resolve([]);

  /** Stores the metrics of a process, which replace its earlier ones. */
  update(process: number, figures: ProcessFigures): void {
    this.latest.set(process, figures);
  }

  /** A process has ended. */
  end(process: number): void {
    const last = this.latest.get(process);
    if (last === undefined) return;
    this.latest.delete(process);
    const counts = last.filter(isCumulative);
    this.ended = this.ended.then((ended) => merge([ended, counts]).getMetricsAsJSON());
  }

  /**
   * Returns all metrics in Prometheus' text format.
   * @param own those of the process that merges them.
   */
  async text(own: ProcessFigures): Promise<string> {
    const ended = await this.ended;
    return merge([...this.latest.values(), own, ended]).metrics();
  }
}

function merge(figures: readonly ProcessFigures[]) {
  return AggregatorRegistry.aggregate([...figures]);
}

/** prom-client declares the types as numbers; their values are words. */
function isCumulative({ type }: ProcessFigures[number]): boolean {
  return ['counter', 'histogram'].includes(String(type));
}
