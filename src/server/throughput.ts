/** The weight of the last interval in the mean. */
const WEIGHT = 0.3;

/**
 * How many requests a second the process answers when it has enough of them to answer. While it has not, nothing can
 * be said: few are answered because few have come.
 */
export class Throughput {
  /** How often `measure` is to be called, in milliseconds. */
  static readonly INTERVAL_MS = 250;

  private answered = 0;
  private mean: number | undefined;
  private wasBusy = false;
  private last: number;

  /**
   * @param busyFrom requests in progress that keep the process busy
   * @param now milliseconds since any moment
   */
  constructor(
    private readonly busyFrom: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.last = now();
  }

  /** Answers a second; undefined while the process has not been busy for a whole interval. */
  get perSecond(): number | undefined {
    return this.mean;
  }

  /** Counts an answer. */
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
    // An interval in which a burst has only begun would pass for a slow one.
    if (!isBusy || !this.wasBusy) this.mean = undefined;
    else this.mean = this.mean === undefined ? perSecond : this.mean + WEIGHT * (perSecond - this.mean);
    this.wasBusy = isBusy;
  }
}
