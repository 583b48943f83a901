import pg, { type Pool, type PoolClient } from 'pg';
import { destroyConnection } from './driver-connection.js';
import { LOST_MESSAGE } from './pipeline/lost-statements.js';

/** Limit of a query on a connection of its own, in milliseconds. */
const CHECK_TIMEOUT_MS = 2_000;

/** Receives a connection of the pool, or why there is none. */
export type Connected = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: PoolClient['release'],
) => void;

/** Whether the transaction of the statement can only read. */
export const SELECT_READ_ONLY = `select current_setting('transaction_read_only') as value`;

/** The pool's connections, without those that were opened before a change of the database. */
export class Connections {
  private readonly openedAt = new WeakMap<PoolClient, number>();
  private outdatedBefore = Number.NEGATIVE_INFINITY;

  constructor(private readonly pool: Pool) {
    pool.on('connect', (client) => this.openedAt.set(client, performance.now()));
  }

  /** As `Pool.connect`. Outdated connections are closed instead of being used. */
  connect(connected: Connected): void {
    if (this.outdatedBefore === Number.NEGATIVE_INFINITY) {
      this.pool.connect(connected);
      return;
    }
    this.pool.connect((error, client, release) => {
      if (client === undefined || !this.isOutdated(client)) {
        connected(error, client, release);
        return;
      }
      release(true);
      this.connect(connected);
    });
  }

  /** Has all connections that are open now replaced as they are needed. */
  outdate(): void {
    this.outdatedBefore = performance.now();
  }

  /** Has those that are idle, and may be lost, replaced by new ones as they are needed. */
  replaceIdle(): void {
    for (let i = this.pool.idleCount; i > 0; i--) {
      this.pool.connect((_error, client, release) => {
        if (client) destroyConnection(client, LOST_MESSAGE);
        release?.(true);
      });
    }
  }

  /** Whether a new connection can only read. */
  async opensReadOnly(): Promise<boolean> {
    const [row] = await this.queryApart<{ value: string }>(SELECT_READ_ONLY);
    return row?.value === 'on';
  }

  /** A client that is none of the pool's and connects as they do. */
  newClient(): pg.Client {
    // The pool's class of clients, which supports all parameters of DATABASE_URL.
    const { Client = pg.Client } = this.pool.options as unknown as { readonly Client?: typeof pg.Client };
    return new Client(this.pool.options);
  }

  /** The rows of a short query on a new connection. It is none of the pool's, which may all be in use. */
  async queryApart<Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const client = this.newClient();
    // The query of a lost connection reports the loss.
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query<Row>({
        text,
        values: [...values],
        query_timeout: CHECK_TIMEOUT_MS,
      } as pg.QueryConfig);
      return rows;
    } finally {
      void client.end();
    }
  }

  private isOutdated(client: PoolClient): boolean {
    return (this.openedAt.get(client) ?? Number.POSITIVE_INFINITY) < this.outdatedBefore;
  }
}
