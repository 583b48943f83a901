import type { PoolClient } from 'pg';
import { destroyConnection } from '../driver-connection.js';

/** How long a statement is waited for, in milliseconds: two seconds more than PostgreSQL's own limit. */
export const LOST_AFTER_MS = 12_000;

/** How often statements are looked through, in milliseconds. */
const INTERVAL_MS = 250;

/** The driver's own words for it, which `statementFailure` knows. */
export const LOST_MESSAGE = 'Query read timeout';

/**
 * Closes connections on which PostgreSQL does not respond. Its own time limit ends a statement only while it can be
 * reached: when the network or its machine is lost without a word, nothing else would ever end the wait.
 */
export class LostStatements {
  /** By when each connection has to answer, by `performance.now()`. Entries stay: as many as there are connections. */
  private readonly deadlines = new Map<PoolClient, number>();
  private readonly sweeping = setInterval(() => this.sweep(), INTERVAL_MS).unref();

  /** @param lost hears that a connection was given up: others that are older may be dead as well. */
  constructor(private readonly lost: () => void) {}

  /** Closes the connection unless `answered` is called within the time, in milliseconds. */
  watch(client: PoolClient, withinMs: number): void {
    if (!this.deadlines.has(client)) client.once('end', () => this.deadlines.delete(client));
    this.deadlines.set(client, performance.now() + withinMs);
  }

  answered(client: PoolClient): void {
    if (this.deadlines.has(client)) this.deadlines.set(client, Number.POSITIVE_INFINITY);
  }

  close(): void {
    clearInterval(this.sweeping);
  }

  private sweep(): void {
    const now = performance.now();
    let isLost = false;
    for (const [client, deadline] of this.deadlines) {
      if (deadline > now) continue;
      this.deadlines.delete(client);
      isLost = true;
      destroyConnection(client, LOST_MESSAGE);
    }
    if (isLost) this.lost();
  }
}
