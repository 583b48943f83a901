/** Minimum time between two starts of a worker, in milliseconds. */
const MIN_INTERVAL_MS = 1_000;

/**
 * Number of successive workers, each of which has served for less than this time in milliseconds, after which none is
 * started.
 */
export const MAX_ENDS = 5;
export const MIN_SERVICE_MS = 60_000;

/** Decides when the worker of one place is started again. The duration of starts makes no difference. */
export class RestartPolicy {
  private startedAt = Number.NEGATIVE_INFINITY;
  private servesSince: number | undefined;
  private ends = 0;

  /** @param now milliseconds of any clock. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** A worker is started. */
  started(): void {
    this.startedAt = this.now();
    this.servesSince = undefined;
  }

  /** The worker serves. */
  serves(): void {
    this.servesSince = this.now();
  }

  /**
   * The worker has ended.
   * @returns milliseconds until the next one may be started; undefined when they keep ending, and none is.
   */
  ended(): number | undefined {
    const now = this.now();
    const service = this.servesSince === undefined ? 0 : now - this.servesSince;
    this.ends = service < MIN_SERVICE_MS ? this.ends + 1 : 1;
    if (this.ends >= MAX_ENDS) return undefined;
    return Math.max(0, this.startedAt + MIN_INTERVAL_MS - now);
  }
}
