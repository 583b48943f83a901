/**
 * Work that takes long, one piece in each turn of the event loop: when many large requests arrive together, what else
 * the process has to do waits for one of them and not for all. Callers bound how many wait.
 */
export class EventLoopTurns {
  private last: Promise<void> = Promise.resolve();

  /** Resolves in a turn of its own, after all who have asked before. */
  next(): Promise<void> {
    this.last = this.last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return this.last;
  }
}
