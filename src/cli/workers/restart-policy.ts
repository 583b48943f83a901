/** Least time between two starts of a worker, in milliseconds. */
const MIN_INTERVAL_MS = 1_000;

/** A worker that ends this often within the window is not started again. */
export const MAX_ENDS = 5;
export const WINDOW_MS = 60_000;

/** When the worker at one place may be started again after it has ended. */
export class RestartPolicy {
  private startedAt = Number.NEGATIVE_INFINITY;
  private ends: number[] = [];

  /** @param now milliseconds since any moment. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** A worker is started. */
  started(): void {
    this.startedAt = this.now();
  }

  /**
   * A worker has ended.
   * @returns milliseconds until the next one may be started; undefined when it keeps ending, and none is.
   */
  ended(): number | undefined {
    const now = this.now();
    this.ends = [...this.ends.filter((at) => at > now - WINDOW_MS), now];
    if (this.ends.length >= MAX_ENDS) return undefined;
    return Math.max(0, this.startedAt + MIN_INTERVAL_MS - now);
  }
}
