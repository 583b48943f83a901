import type { PoolClient } from 'pg';
import { isWithoutAnswer } from './connection/connection-failure.js';
import type { Connections } from './connections.js';
import { awaitsServer, bytesOf, destroyConnection, processIdOf } from './driver-connection.js';
import { LOST_MESSAGE } from './pipeline/lost-statements.js';

/** How connections that take part in long statements are looked after, in milliseconds. */
export interface SilenceLimits {
  /** Time without a sign of life after which a connection is given up. */
  readonly timeoutMs: number;
  /** Time without a byte after which PostgreSQL is asked. Statements of requests are given up before. */
  readonly askAfterMs: number;
  readonly intervalMs: number;
}

/** A network that comes back within the time costs no import: TCP sends again what was lost. */
const LIMITS: SilenceLimits = { timeoutMs: 60_000, askAfterMs: 15_000, intervalMs: 5_000 };

/** Which of these backends wait for their client: to read from it, or to write to it. */
const SELECT_WAITING = `select pid from pg_stat_activity
where pid = any($1::int[]) and wait_event in ('ClientRead', 'ClientWrite')`;

/** What was seen of a connection. */
interface Seen {
  readonly bytes: string;
  /** When it last gave a sign of life, by `performance.now()`. */
  readonly aliveAt: number;
}

/**
 * Gives up connections of imports, exports and migrations on which PostgreSQL has fallen silent. Their statements may
 * take minutes, so that silence alone tells nothing: what counts as a sign of life is bytes, and the answer on a new
 * connection that the backend is not waiting for us. Requests have shorter limits of their own (`LostStatements`).
 */
export class SilentConnections {
  private readonly seen = new WeakMap<PoolClient, Seen>();
  private readonly watching: NodeJS.Timeout;
  private lookedAt = performance.now();
  private isAsking = false;

  /**
   * @param taken the connections that are in use.
   * @param isPooled whether a pooler stands in between, whose process ids are not PostgreSQL's.
   */
  constructor(
    private readonly taken: Iterable<PoolClient>,
    private readonly connections: Pick<Connections, 'queryApart'>,
    private readonly isPooled: boolean,
    private readonly limits: SilenceLimits = LIMITS,
  ) {
    this.watching = setInterval(() => this.look(), limits.intervalMs).unref();
  }

  close(): void {
    clearInterval(this.watching);
  }

  private look(): void {
    const now = performance.now();
    // Of a process that was stopped, nothing has been read meanwhile.
    const wasStopped = now - this.lookedAt > 3 * this.limits.intervalMs;
    this.lookedAt = now;
    const silent: PoolClient[] = [];
    for (const client of this.taken) {
      const seen = this.seen.get(client);
      if (wasStopped || seen?.bytes !== bytesOf(client) || !awaitsServer(client)) this.noteAlive(client, now);
      else if (now - seen.aliveAt >= this.limits.askAfterMs) silent.push(client);
    }
    if (silent.length > 0 && !this.isAsking) void this.ask(silent);
  }

  /** Gives up those of these connections that have given no sign of life for too long, with the answer to this one. */
  private async ask(silent: readonly PoolClient[]): Promise<void> {
    this.isAsking = true;
    const askedAt = performance.now();
    const waiting = await this.waiting(silent);
    this.isAsking = false;
    const { timeoutMs } = this.limits;
    for (const client of silent) {
      const seen = this.seen.get(client);
      if (!waiting.has(client) || seen?.bytes !== bytesOf(client)) this.noteAlive(client, askedAt);
      else if (performance.now() - seen.aliveAt >= timeoutMs) {
        destroyConnection(client, `${LOST_MESSAGE}: no answer for ${timeoutMs / 1_000} s`);
      }
    }
  }

  private noteAlive(client: PoolClient, at: number): void {
    this.seen.set(client, { bytes: bytesOf(client), aliveAt: at });
  }

  /** Those of the connections whose backends wait for us, or all when there is no answer. */
  private async waiting(silent: readonly PoolClient[]): Promise<ReadonlySet<PoolClient>> {
    const ids = this.isPooled ? [] : silent.map(processIdOf);
    try {
      const rows = await this.connections.queryApart<{ pid: number }>(SELECT_WAITING, [ids]);
      const waiting = new Set<unknown>(rows.map(({ pid }) => pid));
      return new Set(silent.filter((client) => waiting.has(processIdOf(client))));
    } catch (error) {
      // A refusal, such as of one connection too many, is a sign of life as well.
      return new Set(isWithoutAnswer(error) ? silent : []);
    }
  }
}
