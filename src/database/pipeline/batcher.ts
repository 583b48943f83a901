/** When a batch is dispatched. */
export interface BatchLimits {
  /** Maximum batch size. */
  readonly maxSize: number;
  /** From this many items queued or in flight, the next batch is held until one returns. */
  readonly holdThreshold: number;
  /** Maximum time that a batch is held, in milliseconds. */
  readonly maxWaitMs: number;
}

/**
 * Collects items that are enqueued in one turn of the event loop into a batch, which is dispatched at the end of the turn
 * or once it is full. Under load a batch is held for a moment, because fewer, larger batches are then completed sooner.
 */
export class Batcher<Item> {
  private queue: Item[] = [];
  private batchesInFlight = 0;
  private itemsInFlight = 0;
  private hold: NodeJS.Timeout | undefined;

  /** @param send sends a batch, and calls `returned` when it is complete. */
  constructor(
    private readonly limits: BatchLimits,
    private readonly send: (batch: Item[], returned: () => void) => void,
  ) {}

  /** Adds an item to the next batch. */
  enqueue(item: Item): void {
    this.queue.push(item);
    if (this.queue.length >= this.limits.maxSize) this.dispatch();
    else if (this.queue.length === 1) setImmediate(() => this.endTurn());
  }

  private endTurn(): void {
    if (this.queue.length === 0) return;
    const isHeld = this.itemsInFlight + this.queue.length >= this.limits.holdThreshold;
    if (this.batchesInFlight === 0 || !isHeld) this.dispatch();
    else this.hold ??= setTimeout(() => this.dispatch(), this.limits.maxWaitMs);
  }

  private dispatch(): void {
    clearTimeout(this.hold);
    this.hold = undefined;
    if (this.queue.length === 0) return;
    const batch = this.queue;
    this.queue = [];
    this.batchesInFlight += 1;
    this.itemsInFlight += batch.length;
    this.send(batch, () => {
      this.batchesInFlight -= 1;
      this.itemsInFlight -= batch.length;
      if (this.hold) this.dispatch();
    });
  }
}
