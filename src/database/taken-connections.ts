import type { Pool, PoolClient } from 'pg';
import { destroyConnection, dropConnection } from './driver-connection.js';

/** How long the server may take to close a connection that has ended, in milliseconds. */
const CLOSED_WITHIN_MS = 2_000;

/**
 * The connections of a pool that were taken and not released. The pool's end waits for them, and the ORM never gives
 * back the connection of a transaction that it could not roll back because the connection was lost.
 */
export class TakenConnections {
  private readonly taken = new Set<PoolClient>();
  private readonly open = new Set<PoolClient>();
  private readonly lost = new WeakSet<PoolClient>();
  private readonly allLost = Promise.withResolvers<void>();
  private isEnding = false;

  constructor(pool: Pool) {
    pool.on('acquire', (client) => this.taken.add(client));
    pool.on('release', (_error, client) => this.taken.delete(client));
    pool.on('connect', (client) => {
      this.open.add(client);
      client.once('end', () => {
        this.open.delete(client);
        this.lost.add(client);
        this.check();
      });
    });
  }

  [Symbol.iterator](): Iterator<PoolClient> {
    return this.taken.values();
  }

  /**
   * Waits for the end of the pool, unless all that it still waits for are connections that are lost. The pool does not
   * wait until the server has closed them: those that it does not close in time no longer hold the process.
   */
  async waitFor(end: Promise<void>): Promise<void> {
    this.isEnding = true;
    this.check();
    await Promise.race([end, this.allLost.promise]);
    setTimeout(() => {
      for (const client of this.open) dropConnection(client);
    }, CLOSED_WITHIN_MS).unref();
  }

  /** Ends all connections of the pool at once; their queries fail with the message. */
  destroyAll(message: string): void {
    for (const client of this.open) destroyConnection(client, message);
  }

  private check(): void {
    if (!this.isEnding) return;
    // Later, because most users of a lost connection release it as soon as they receive its error.
    setImmediate(() => {
      const taken = [...this.taken];
      if (taken.length > 0 && taken.every((client) => this.lost.has(client))) this.allLost.resolve();
    });
  }
}
