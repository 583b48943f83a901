import type { DatabaseError, Pool, PoolClient } from 'pg';
import type { Connected, Connections } from './connections.js';

/** SQLSTATE of PostgreSQL, and of newer poolers, when no further connection is allowed. */
const TOO_MANY_CONNECTIONS = '53300';

/** PgBouncer's message in this case, with the SQLSTATE that it uses for all errors. */
const POOLER_IS_FULL = /\bno more connections allowed\b/;

/** How often another connection is tried while requests wait for one, in milliseconds. */
const RETRY_INTERVAL_MS = 250;

/**
 * A maximum with which the pool lends the connections that it has, and opens no others. With a higher one it would try
 * again at once for each caller in its queue whenever one is refused.
 */
const OPENS_NONE = 0;

/** The pool's own words, which `statementFailure` knows. */
const TIMEOUT_MESSAGE = 'timeout exceeded when trying to connect';

/**
 * What happens when PostgreSQL or a pooler allows fewer connections than the pool would open: the pool stays as
 * small as it is, and those that were refused wait for one of its connections, as they do for one of a full pool. Now and
 * then, while any wait, another connection is tried.
 */
export class RefusedConnections {
  private readonly size: number;
  private readonly deadlines = new WeakMap<Connected, number>();
  private retrying: NodeJS.Timeout | undefined;

  /**
   * @param waitMs how long a connection is waited for, in milliseconds.
   * @param warn receives that connections are refused.
   */
  constructor(
    private readonly pool: Pool,
    private readonly connections: Connections,
    private readonly waitMs: number,
    private readonly warn: (message: string) => void,
  ) {
    this.size = pool.options.max;
  }

  /**
   * Lets a caller of `pool.connect` wait for a connection if there were too many already.
   *
   * @param error why it has none.
   * @param taken its callback, which is called again.
   * @returns whether it waits; not for other errors, or when it has waited for as long as it may.
   */
  wait(error: Error | undefined, taken: Connected): boolean {
    if (!error || !isRefusal(error)) return false;
    const now = performance.now();
    const deadline = this.deadlines.get(taken) ?? now + this.waitMs;
    if (deadline <= now) return false;
    this.deadlines.set(taken, deadline);
    this.limitPool(error.message);
    this.enqueue(taken, deadline - now);
    return true;
  }

  /** As `pool.connect`, for callers that wait for a promise. */
  connect(): Promise<PoolClient> {
    return new Promise((resolve, reject) => {
      const taken: Connected = (error, client) => {
        if (client) resolve(client);
        else if (!this.wait(error, taken)) reject(error);
      };
      this.connections.connect(taken);
    });
  }

  close(): void {
    clearInterval(this.retrying);
  }

  private limitPool(reason: string): void {
    if (this.retrying) return;
    this.warn(`the database allows no further connection (${reason}): requests wait for those that are open`);
    this.pool.options.max = OPENS_NONE;
    this.retrying = setInterval(() => this.tryAnother(), RETRY_INTERVAL_MS).unref();
  }

  /** Puts a caller at the end of the pool's queue. */
  private enqueue(taken: Connected, leftMs: number): void {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      taken(new Error(TIMEOUT_MESSAGE), undefined, () => {});
    }, leftMs);
    this.connections.connect((error, client, release) => {
      if (isOver) {
        release?.();
        return;
      }
      isOver = true;
      clearTimeout(timer);
      taken(error, client, release);
    });
  }

  private tryAnother(): void {
    const { pool } = this;
    if (pool.waitingCount === 0 || pool.idleCount > 0) return;
    pool.options.max = pool.totalCount + 1;
    pool.connect((error, _client, release) => {
      if (error && isRefusal(error)) return;
      this.restorePool();
      // What the others wait for then is an ordinary connection, or an ordinary failure to open one.
      if (error) pool.connect((_error, _other, releaseOther) => releaseOther?.());
      else release();
    });
    pool.options.max = OPENS_NONE;
  }

  private restorePool(): void {
    this.pool.options.max = this.size;
    clearInterval(this.retrying);
    this.retrying = undefined;
  }
}

function isRefusal(error: Error): boolean {
  return (error as DatabaseError).code === TOO_MANY_CONNECTIONS || POOLER_IS_FULL.test(error.message);
}
