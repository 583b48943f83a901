import pg from 'pg';
import { areSettingsRefused } from '../connection/refused-settings.js';
import type { ReplicaStatistics } from '../database-statistics.js';
import { dropConnection } from '../driver-connection.js';
import { reasonOf } from '../operator-failure.js';
import type { DatabaseSettings } from '../orm.js';
import { LOST_MESSAGE } from '../pipeline/lost-statements.js';
import { StatementPool } from '../statement-pool.js';
import { Inquiry } from './inquiry.js';
import { ReplicaFailure } from './replica-failure.js';
import { openReplicaPool } from './replica-pool.js';
import { readIdentity, readStartedAt, type ServerIdentity } from './server-identity.js';
import { noReplica, severalServers, UnsuitableReplica, unconfiguredPooler } from './unsuitable-replica.js';

/** A replica that is further behind is not read from, in milliseconds. */
const MAX_LAG_MS = 1_000;

/** A replica that has not answered for so long is not read from, in milliseconds. It is asked several times in this time. */
const MAX_SILENCE_MS = 750;

/** How long the result of a read is waited for, in milliseconds, before the primary is asked. */
const ANSWER_WITHIN_MS = 4_000;

/** SQLSTATEs of a server that ends connections or takes none: 08, 53, 57P. */
const SERVER_IS_LOST = /^(?:08|53|57P)/;

/** The position is null until a server has begun to replay. */
interface Answer {
  readonly isStandby: boolean;
  readonly position: number | null;
}

const SELECT_POSITION = `select pg_is_in_recovery() as "isStandby", (pg_last_wal_replay_lsn() - '0/0')::float8 as position`;

/** What a replica is compared with. */
export interface Comparison {
  /** Throws an `UnsuitableReplica`. */
  require(identity: ServerIdentity): void;
  /** By how many milliseconds a replica is behind at most; undefined while that is unknown. */
  lagOf(replayed: number, askedAt: number): number | undefined;
}

/** A hot standby: its pool, and whether it can be read from at this moment. */
export class Replica {
  readonly name: string;
  readonly pool: StatementPool;
  private readonly inquiry: Inquiry<Answer & pg.QueryResultRow>;
  private identity: ServerIdentity | undefined;
  /** Why it is not read from, although it may answer: the rest of a sentence that begins with its name. */
  private fault: Error | undefined = new Error('was not asked yet');
  /** When it was asked last of those times that it has answered, by `performance.now()`. */
  private heardAt = Number.NEGATIVE_INFINITY;
  private lagMs: number | undefined;
  private requests = 0;
  private repeatedReads = 0;
  /** Those who wait for a result. */
  private readonly waiting = new Set<(lost: ReplicaFailure) => void>();

  /** Connects to nothing yet. Throws one sentence when the URL says what cannot be done. */
  constructor(
    url: string,
    settings: DatabaseSettings,
    primary: pg.Pool,
    private readonly comparison: Comparison,
  ) {
    const { name, pool } = openReplicaPool(url, settings, primary, (client) =>
      this.requireSameServer(client),
    );
    this.name = name;
    const warn = (message: string) => settings.warn(`the replica ${name}: ${message}`);
    this.pool = new StatementPool(pool, { ...settings, warn }, ANSWER_WITHIN_MS);
    this.inquiry = new Inquiry<Answer & pg.QueryResultRow>({
      text: SELECT_POSITION,
      newClient: () => this.pool.access.connections.newClient(),
      connected: async (client) => {
        this.identity = await readIdentity(client);
      },
      answered: (answer, askedAt) => this.hear(answer, askedAt),
      failed: (error) => this.lose(error),
    });
  }

  /** Asks for the position, unless an answer is still waited for. Never fails. */
  ask(): Promise<void> {
    return this.inquiry.ask();
  }

  /** Why the replica must not be read from whatever its position; undefined when that is not known. */
  get unsuitable(): UnsuitableReplica | undefined {
    return this.fault instanceof UnsuitableReplica ? this.fault : undefined;
  }

  /** Why it is not read from now, as the rest of a sentence that begins with its name; undefined when it is. */
  whyUnused(now: number): string | undefined {
    if (this.fault) return this.fault.message;
    if (now - this.heardAt >= MAX_SILENCE_MS) return 'does not answer';
    if (this.lagMs === undefined) return 'cannot be compared with the primary';
    return this.lagMs < MAX_LAG_MS ? undefined : 'is more than a second behind the primary';
  }

  /** Counts a request that reads from it. */
  noteRequest(): void {
    this.requests += 1;
  }

  /**
   * The result of a read, or a `ReplicaFailure` as soon as the replica is lost: in whatever queue the statement is then,
   * nothing would come of it.
   */
  untilLost<Result>(result: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.add(reject);
      result.then(resolve, reject).finally(() => this.waiting.delete(reject));
    });
  }

  /** Notes that a read has failed and is sent to the primary. */
  noteFailure(error: Error): void {
    this.repeatedReads += 1;
    const { code = '' } = error as { code?: string };
    // Until it answers again, which is soon if only a connection was lost.
    if (!(error instanceof pg.DatabaseError) || SERVER_IS_LOST.test(code)) {
      this.heardAt = Number.NEGATIVE_INFINITY;
    }
  }

  get statistics(): ReplicaStatistics {
    const { name, lagMs, requests, repeatedReads } = this;
    return {
      ...this.pool.statistics,
      name,
      isUsed: this.whyUnused(performance.now()) === undefined,
      lagSeconds: this.fault || lagMs === undefined ? undefined : lagMs / 1_000,
      requests,
      repeatedReads,
    };
  }

  async close(): Promise<void> {
    this.inquiry.close();
    await this.pool.close();
  }

  private hear({ isStandby, position }: Answer, askedAt: number): void {
    if (!isStandby) throw noReplica();
    if (this.identity) this.comparison.require(this.identity);
    this.fault = undefined;
    this.heardAt = askedAt;
    this.lagMs = position === null ? undefined : this.comparison.lagOf(Number(position), askedAt);
  }

  /** Reads that wait for it are sent to the primary. */
  private lose(error: unknown): void {
    this.fault = faultOf(error);
    this.identity = undefined;
    this.lagMs = undefined;
    for (const reject of this.waiting) reject(new ReplicaFailure(new Error(LOST_MESSAGE)));
    this.pool.taken.destroyAll(LOST_MESSAGE);
  }

  /** Refuses a connection of the pool that leads to another server than the one whose position is known. */
  private async requireSameServer(client: pg.ClientBase): Promise<void> {
    try {
      const startedAt = await readStartedAt(client);
      if (this.identity === undefined) throw new Error(LOST_MESSAGE);
      if (startedAt !== this.identity.startedAt) {
        this.inquiry.giveUp(severalServers());
        throw severalServers();
      }
    } catch (error) {
      dropConnection(client as pg.PoolClient);
      throw error;
    }
  }
}

function faultOf(error: unknown): Error {
  if (error instanceof UnsuitableReplica) return error;
  const reason = reasonOf(error);
  if (areSettingsRefused(reason)) return unconfiguredPooler(reason);
  return new Error(reason === LOST_MESSAGE ? 'does not answer' : `cannot be read from: ${reason}`);
}
