/** Limits of writes that wait for locks of other transactions (docs/contract.md, "Limits of a request"). */
export interface LockQueueLimits {
  /** Writes that wait on a connection at the same time: the rest of the pool is left to others. */
  readonly maxWaiting: number;
  /** Writes that wait for such a connection. */
  readonly maxQueued: number;
  /** Longest wait of a write for its lock, in milliseconds, in the queue and on the connection together. */
  readonly maxWaitMs: number;
}

interface Queued<Write> {
  readonly write: Write;
  readonly key: string;
  readonly deadline: number;
  readonly timer: NodeJS.Timeout;
}

/**
 * Writes that have met a lock which another transaction holds. They wait on few connections, so that however many
 * want one row, the others of the pool go on; each is sent with the time that is left to it.
 */
export class LockQueue<Write> {
  private readonly queue: Queued<Write>[] = [];
  /** Rows that are waited for, with the number of writes. */
  private readonly rows = new Map<string, number>();
  /** Rows whose writes wait on a connection: a second one would wait for the first. */
  private readonly sent = new Set<string>();
  private waiting = 0;

  /**
   * @param send sends a write that may wait so many milliseconds, and says when it has ended
   * @param refuse tells a write that it has waited too long, or that too many wait
   */
  constructor(
    private readonly limits: LockQueueLimits,
    private readonly send: (write: Write, leftMs: number, ended: () => void) => void,
    private readonly refuse: (write: Write) => void,
  ) {}

  /** Writes in the queue. */
  get queued(): number {
    return this.queue.length;
  }

  /** Whether a row is waited for: a write to it would wait as well. */
  isWaitedFor(key: string): boolean {
    return this.rows.has(key);
  }

  /** Takes a place on a connection for a write that may have to wait; undefined when all are taken. */
  takePlace(): (() => void) | undefined {
    if (this.waiting >= this.limits.maxWaiting) return undefined;
    this.waiting += 1;
    return () => {
      this.waiting -= 1;
      this.sendNext();
    };
  }

  /** Lets a write wait for its row. */
  add(key: string, write: Write): void {
    if (this.queue.length >= this.limits.maxQueued) {
      this.refuse(write);
      return;
    }
    const { maxWaitMs } = this.limits;
    const queued: Queued<Write> = {
      write,
      key,
      deadline: performance.now() + maxWaitMs,
      timer: setTimeout(() => {
        this.queue.splice(this.queue.indexOf(queued), 1);
        this.leave(key);
        this.refuse(write);
      }, maxWaitMs),
    };
    this.rows.set(key, (this.rows.get(key) ?? 0) + 1);
    this.queue.push(queued);
    this.sendNext();
  }

  private sendNext(): void {
    if (this.waiting >= this.limits.maxWaiting) return;
    const place = this.queue.findIndex(({ key }) => !this.sent.has(key));
    const [next] = place < 0 ? [] : this.queue.splice(place, 1);
    if (!next) return;
    clearTimeout(next.timer);
    this.waiting += 1;
    this.sent.add(next.key);
    this.send(next.write, Math.max(1, Math.ceil(next.deadline - performance.now())), () => {
      this.waiting -= 1;
      this.sent.delete(next.key);
      this.leave(next.key);
      this.sendNext();
    });
  }

  private leave(key: string): void {
    const others = (this.rows.get(key) ?? 1) - 1;
    if (others > 0) this.rows.set(key, others);
    else this.rows.delete(key);
  }
}
