/**
 * Counts of values by upper bound, for a Prometheus histogram. Plain numbers that are incremented in place, because the
 * hot path must not look up labels.
 */
export class HistogramCounts {
  /** How many values were at most each bound and above the one before; the last is of values above all bounds. */
  readonly counts: number[];
  sum = 0;

  /** @param bounds in ascending order. */
  constructor(readonly bounds: readonly number[]) {
    this.counts = new Array<number>(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    let place = 0;
    while (place < this.bounds.length && value > (this.bounds[place] as number)) place += 1;
    this.counts[place] = (this.counts[place] as number) + 1;
    this.sum += value;
  }
}
