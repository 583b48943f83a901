/** Requests whose work begins in one turn of the event loop: of small ones some 10 ms. */
const MAX_STARTS = 32;

/**
 * Spreads the work of requests over turns of the event loop. Node handles all that has arrived in one turn, so that some
 * hundred requests in one moment would keep everything else waiting until the last of them was begun. The order is kept.
 * Callers bound how many wait.
 */
export class StartsPerTurn {
  private started = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly max = MAX_STARTS) {}

  /** Calls `start` at once, or in one of the next turns. */
  begin(start: () => void): void {
    if (this.started >= this.max) {
      this.waiting.push(start);
      return;
    }
    if (this.started === 0) setImmediate(this.nextTurn);
    this.started += 1;
    start();
  }

  private readonly nextTurn = () => {
    const starts = this.waiting.splice(0, this.max);
    this.started = starts.length;
    if (starts.length > 0) setImmediate(this.nextTurn);
    for (const start of starts) start();
  };
}
