/** Lets tasks of one name run one after the other, in the order in which they came. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs the task once those before it have ended, however they did; gives what it gives. */
  async take<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = this.last.get(name);
    const turn = before ? before.then(task, task) : task();
    this.last.set(name, turn);
    try {
      return await turn;
    } finally {
      // The last one out takes the queue away.
      if (this.last.get(name) === turn) this.last.delete(name);
    }
  }
}
