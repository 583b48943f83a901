import type { Pool, PoolClient } from 'pg';

/**
 * The connections of a pool that were taken and not released. The pool's end waits for them, and the ORM never gives
 * back the connection of a transaction that it could not roll back because the connection was lost.
 */
export class TakenConnections {
  private readonly taken = new Set<PoolClient>();
  private readonly lost = new WeakSet<PoolClient>();
  private readonly allLost = Promise.withResolvers<void>();
  private isEnding = false;

  constructor(pool: Pool) {
    pool.on('acquire', (client) => this.taken.add(client));
    pool.on('release', (_error, client) => this.taken.delete(client));
    pool.on('connect', (client) =>
      client.once('end', () => {
        this.lost.add(client);
        this.check();
      }),
    );
  }

  /** Waits for the end of the pool, unless all that it still waits for are connections that are lost. */
  async waitFor(end: Promise<void>): Promise<void> {
    this.isEnding = true;
    this.check();
    await Promise.race([end, this.allLost.promise]);
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
