/** Runs tasks of one name serially, in the order of their calls. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs the task once those before it have ended, successfully or not; returns its result. */
  async take<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = this.last.get(name);
    const turn = before ? before.then(task, task) : task();
    this.last.set(name, turn);
    try {
      return await turn;
    } finally {
      // The last task removes the queue.
      if (this.last.get(name) === turn) this.last.delete(name);
    }
  }
}
