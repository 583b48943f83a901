/** The weight of the last interval in the mean. */
const WEIGHT = 0.3;

/**
 * Measures how many requests per second the process completes under load. Without load, the number of completed
 * requests is that of the requests that came.
 */
export class Throughput {
  /** Interval at which the caller calls `measure`, in milliseconds. */
  static readonly INTERVAL_MS = 250;

  private answered = 0;
  private mean: number | undefined;
  private wasBusy = false;
  private last: number;

  /**
   * @param busyFrom number of requests in progress from which the process counts as busy.
   * @param now milliseconds of any clock.
   */
  constructor(
    private readonly busyFrom: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.last = now();
  }

  /** Responses per second; undefined while the process has not been busy for a whole interval. */
  get perSecond(): number | undefined {
    return this.mean;
  }

  /** Counts a response. */
  add(): void {
    this.answered += 1;
  }

  /** Ends an interval. */
  measure(inProgress: number): void {
    const now = this.now();
    const perSecond = (this.answered * 1_000) / Math.max(1, now - this.last);
    this.answered = 0;
    this.last = now;
    const isBusy = inProgress >= this.busyFrom / 2;
    // A burst that begins within the interval would make it appear slow.
    if (!isBusy || !this.wasBusy) this.mean = undefined;
    else this.mean = this.mean === undefined ? perSecond : this.mean + WEIGHT * (perSecond - this.mean);
    this.wasBusy = isBusy;
  }
}
