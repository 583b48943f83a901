/** For how long the result of a check decides over all writes, in milliseconds. */
const CHECK_INTERVAL_MS = 1_000;

/** SQLSTATE of a write to a database that is read-only. */
const READ_ONLY = '25006';

/** The failure of a write that is not sent because others were refused, in PostgreSQL's words and SQLSTATE. */
export class ReadOnlyDatabase extends Error {
  readonly code = READ_ONLY;

  constructor() {
    super('cannot write in a read-only transaction');
  }
}

/** Whether PostgreSQL has refused a statement because the database is read-only. */
export function isReadOnlyRefusal(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === READ_ONLY;
}

/**
 * Whether the database only reads: a standby, or one that an operator has set so. A write that was refused for that
 * costs its connection, which may stay read-only when the database no longer is. Once one was refused, the others
 * need not be sent: one check in a second decides for all, and only when there is something to decide.
 */
export class ReadOnlyState {
  private isReadOnly = false;
  /** When the last check was complete. */
  private checkedAt = Number.NEGATIVE_INFINITY;
  private checking: Promise<void> | undefined;

  /**
   * @param check whether a new connection is read-only
   * @param ended hears that the database can be written again, which connections of before may not know
   * @param now milliseconds since any moment
   */
  constructor(
    private readonly check: () => Promise<boolean>,
    private readonly ended: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether writes have been refused since the database was last found writable. */
  get isSuspected(): boolean {
    return this.isReadOnly;
  }

  /**
   * Notes that a statement was refused.
   *
   * @param since when it was sent: a statement from before the last check has no new information
   */
  found(since: number): void {
    if (since >= this.checkedAt) this.isReadOnly = true;
  }

  /** Whether writes are to be refused. Waits for a check when the last one is too old. */
  async isOn(): Promise<boolean> {
    if (this.isReadOnly && this.now() - this.checkedAt >= CHECK_INTERVAL_MS) {
      this.checking ??= this.checkAgain();
      await this.checking;
    }
    return this.isReadOnly;
  }

  private async checkAgain(): Promise<void> {
    try {
      this.isReadOnly = await this.check();
      if (!this.isReadOnly) this.ended();
    } catch {
      // The state is unknown: the next write determines it, or fails.
      this.isReadOnly = false;
    } finally {
      this.checkedAt = this.now();
      this.checking = undefined;
    }
  }
}
