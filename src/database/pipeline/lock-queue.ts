/** Limits of writes that wait for locks of other transactions (docs/contract.md, "Limits of a request"). */
export interface LockQueueLimits {
  /** Writes that wait on a connection at the same time: the rest of the pool is left to others. */
  readonly maxWaiting: number;
  /** Writes that wait for such a connection. */
  readonly maxQueued: number;
  /** Longest wait of a write for its lock, in milliseconds, before it met the lock, in the queue and on the connection. */
  readonly maxWaitMs: number;
  /** Writes of one row that wait on a connection together. */
  readonly maxTogether: number;
}

interface Queued<Write> {
  readonly write: Write;
  readonly key: string;
  readonly deadline: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Writes that have met a lock which another transaction holds. They wait on few connections, so that however many
 * want one row, the others of the pool go on. Those of one row are sent together, with the time that is left to the
 * first: once the lock is free, many are served in one transaction.
 */
export class LockQueue<Write> {
  private readonly queue: Queued<Write>[] = [];
  /** Rows that are waited for, with the number of writes. */
  private readonly rows = new Map<string, number>();
  /** Rows whose writes wait on a connection: a second one would wait for the first. */
  private readonly sent = new Set<string>();
  private waiting = 0;

  /**
   * @param send sends writes of one row that may wait so many milliseconds, and says when that has ended, and which
   *   of them are to wait on
   * @param refuse rejects a write that has waited too long, or when too many wait
   */
  constructor(
    private readonly limits: LockQueueLimits,
    private readonly send: (
      writes: Write[],
      leftMs: number,
      ended: (unsettled: readonly Write[]) => void,
    ) => void,
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

  /**
   * Takes a place on a connection for a write that may have to wait; undefined when all are taken. Until it is left,
   * other writes of the row wait for this one.
   */
  takePlace(key: string): (() => void) | undefined {
    if (this.waiting >= this.limits.maxWaiting || this.sent.has(key)) return undefined;
    this.waiting += 1;
    this.enter(key);
    this.sent.add(key);
    return () => {
      this.waiting -= 1;
      this.leave(key);
      this.sent.delete(key);
      this.sendNext();
    };
  }

  /**
   * Lets a write wait for its row.
   *
   * @param since when it began to wait, by `performance.now()`
   */
  add(key: string, write: Write, since = performance.now()): void {
    if (this.queue.length >= this.limits.maxQueued) {
      this.refuse(write);
      return;
    }
    const deadline = since + this.limits.maxWaitMs;
    const queued: Queued<Write> = { write, key, deadline, timer: undefined };
    this.enter(key);
    this.queue.push(queued);
    this.limitWait(queued);
    this.sendNext();
  }

  private limitWait(queued: Queued<Write>): void {
    queued.timer = setTimeout(
      () => {
        this.queue.splice(this.queue.indexOf(queued), 1);
        this.leave(queued.key);
        this.refuse(queued.write);
      },
      Math.max(0, queued.deadline - performance.now()),
    );
  }

  private sendNext(): void {
    if (this.waiting >= this.limits.maxWaiting) return;
    const first = this.queue.find(({ key }) => !this.sent.has(key));
    if (!first) return;
    const group = this.takeRow(first.key);
    this.waiting += 1;
    this.sent.add(first.key);
    this.send(
      group.map(({ write }) => write),
      Math.max(1, Math.ceil(first.deadline - performance.now())),
      (unsettled) => {
        this.waiting -= 1;
        this.sent.delete(first.key);
        this.takeBack(group, unsettled);
        this.sendNext();
      },
    );
  }

  /** Takes the first writes of a row out of the queue. */
  private takeRow(key: string): Queued<Write>[] {
    const group: Queued<Write>[] = [];
    for (const queued of this.queue) {
      if (queued.key === key) group.push(queued);
      if (group.length === this.limits.maxTogether) break;
    }
    for (const queued of group) {
      clearTimeout(queued.timer);
      this.queue.splice(this.queue.indexOf(queued), 1);
    }
    return group;
  }

  /** Lets those wait on, before all others, that have time left. */
  private takeBack(group: readonly Queued<Write>[], unsettled: readonly Write[]): void {
    const now = performance.now();
    const kept = group.filter(({ write, deadline }) => unsettled.includes(write) && deadline > now);
    for (const queued of group) {
      if (kept.includes(queued)) continue;
      this.leave(queued.key);
      if (unsettled.includes(queued.write)) this.refuse(queued.write);
    }
    for (const queued of kept) this.limitWait(queued);
    this.queue.unshift(...kept);
  }

  private enter(key: string): void {
    this.rows.set(key, (this.rows.get(key) ?? 0) + 1);
  }

  private leave(key: string): void {
    const others = (this.rows.get(key) ?? 1) - 1;
    if (others > 0) this.rows.set(key, others);
    else this.rows.delete(key);
  }
}
