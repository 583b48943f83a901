/** Lets tasks of one name run one after the other, in the order in which they came. */
export class Turns {
  private readonly last = new Map<string, Promise<void>>();

  /** Runs the task when those before it have ended, however they did; gives what it gives. */
  take<T>(name: string, task: () => Promise<T>): Promise<T> {
    const turn = (this.last.get(name) ?? Promise.resolve()).then(task);
    const end = turn.then(
      () => this.leave(name, end),
      () => this.leave(name, end),
    );
    this.last.set(name, end);
    return turn;
  }

  /** The last one out takes the queue away. */
  private leave(name: string, end: Promise<void>): void {
    if (this.last.get(name) === end) this.last.delete(name);
  }
}
