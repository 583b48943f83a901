import type { PoolClient } from 'pg';

/** How long a statement is waited for, in milliseconds: two seconds more than PostgreSQL's own limit. */
export const LOST_AFTER_MS = 12_000;

/** How often statements are looked through, in milliseconds. */
const INTERVAL_MS = 250;

/** The driver's own words for it, which `statementFailure` knows. */
const MESSAGE = 'Query read timeout';

interface Watched {
  readonly client: PoolClient;
  /** By `performance.now()`. */
  readonly deadline: number;
}

/**
 * Gives up connections on which PostgreSQL does not answer. Its own time limit ends a statement only while it can be
 * reached: when the network or its machine is lost without a word, nothing else would ever end the wait.
 */
export class LostStatements {
  private readonly watched = new Set<Watched>();
  private readonly sweeping = setInterval(() => this.sweep(), INTERVAL_MS).unref();

  /** @param lost hears that a connection was given up: others that are older may be dead as well. */
  constructor(private readonly lost: () => void) {}

  /** Closes the connection unless the returned function is called within the time, in milliseconds. */
  watch(client: PoolClient, withinMs: number): () => void {
    const watched = { client, deadline: performance.now() + withinMs };
    this.watched.add(watched);
    return () => this.watched.delete(watched);
  }

  close(): void {
    clearInterval(this.sweeping);
  }

  private sweep(): void {
    const now = performance.now();
    let isLost = false;
    for (const watched of this.watched) {
      if (watched.deadline > now) continue;
      this.watched.delete(watched);
      isLost = true;
      destroyConnection(watched.client);
    }
    if (isLost) this.lost();
  }
}

/** Ends a connection at once, without a word to a server that may be lost. */
export function destroyConnection(client: PoolClient): void {
  streamOf(client).destroy(new Error(MESSAGE));
}

/** The socket of a connection, which the driver's published type leaves out. */
function streamOf(client: PoolClient) {
  return (client as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection.stream;
}
