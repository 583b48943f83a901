/** Maximum requests that start in one turn of the event loop; small ones take some 10 ms together. */
const MAX_STARTS = 32;

/**
 * Distributes the starts of requests over turns of the event loop, in order. Node.js starts all that have arrived in
 * one turn, so that some hundred requests would delay everything else until the last of them is started. Callers limit
 * the number of queued requests.
 */
export class StartsPerTurn {
  private started = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly max = MAX_STARTS) {}

  /** Calls `start` at once or in a later turn. */
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
