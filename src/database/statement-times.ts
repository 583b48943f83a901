import { HistogramCounts } from '../observability/histogram-counts.js';

/** Upper bounds in seconds: a lookup takes less than a millisecond, a statement ten seconds at most. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** The name of statements without one, whose texts are put together from parts. */
export const UNNAMED = 'unnamed';

/** Maximum number of names. There are some 30 in the code; a mistake must not make more series without end. */
const MAX_NAMES = 100;

/** Name of further statements beyond the maximum number of names. */
const OTHER = 'other';

/**
 * How long statements take, by their name: from the call until the rows have arrived, the waits for admission, for
 * the batch and for a connection included. Costs two readings of the clock and one look-up for each statement.
 */
export class StatementTimes {
  private readonly byName = new Map<string, HistogramCounts>();

  /** @param startedAt `performance.now()` before the statement. */
  record(name: string | undefined, startedAt: number): void {
    const seconds = (performance.now() - startedAt) / 1000;
    this.of(name ?? UNNAMED).observe(seconds);
  }

  /** All names with their times in seconds. */
  entries(): Iterable<readonly [string, HistogramCounts]> {
    return this.byName;
  }

  private of(name: string): HistogramCounts {
    const known = this.byName.get(name);
    if (known) return known;
    if (this.byName.size >= MAX_NAMES && name !== OTHER) return this.of(OTHER);
    const times = new HistogramCounts(BOUNDS);
    this.byName.set(name, times);
    return times;
  }
}
