import type { QueryResultRow } from 'pg';
import type { DatabaseSettings } from '../orm.js';
import type { StatementPool } from '../statement-pool.js';
import { Inquiry } from './inquiry.js';
import { LogPositions } from './log-positions.js';
import { Replica } from './replica.js';
import { replicaUrlError } from './replica-pool.js';
import { type ReplicaLog, ReplicaReports } from './replica-reports.js';
import { readIdentity, type ServerIdentity } from './server-identity.js';
import { requireSuitable } from './unsuitable-replica.js';

/** How often the servers are asked, in milliseconds. A replica that is lost is known to be within three times as long. */
const INTERVAL_MS = 250;

/** The lag is unknown once the primary has not answered for so long, in milliseconds. */
const MAX_PRIMARY_SILENCE_MS = 1_000;

interface Answer extends QueryResultRow {
  /** Null for a server that does not write. */
  readonly position: number | null;
}

const SELECT_POSITION = `select case when not pg_is_in_recovery()
  then (pg_current_wal_lsn() - '0/0')::float8 end as position`;

/** The replicas of the database, which are asked for their positions in the log all the time. */
export class Replicas {
  private readonly positions = new LogPositions();
  private readonly primary: Inquiry<Answer>;
  private primaryIdentity: ServerIdentity | undefined;
  private readonly list: Replica[] = [];
  private readonly reports: ReplicaReports;
  private next = 0;
  private asking: NodeJS.Timeout | undefined;

  private constructor(
    private readonly settings: DatabaseSettings,
    private readonly primaryPool: StatementPool,
    log: ReplicaLog,
  ) {
    this.reports = new ReplicaReports(log);
    this.primary = new Inquiry<Answer>({
      text: SELECT_POSITION,
      newClient: () => primaryPool.access.connections.newClient(),
      connected: async (client) => {
        this.primaryIdentity = await readIdentity(client);
        this.positions.clear();
      },
      answered: ({ position }, askedAt) => {
        if (position !== null) this.positions.add(Number(position), askedAt);
      },
      // Without new positions, the lag of all replicas is unknown a moment later.
      failed: () => {},
    });
  }

  /**
   * Begins to watch replicas, of which some may not be reachable yet. Throws one sentence for the operator when a URL
   * leads to another kind of server.
   */
  static async open(
    urls: readonly string[],
    settings: DatabaseSettings,
    primaryPool: StatementPool,
    log: ReplicaLog,
  ): Promise<Replicas> {
    const replicas = new Replicas(settings, primaryPool, log);
    try {
      for (const url of urls) replicas.add(url);
      await replicas.start();
      return replicas;
    } catch (error) {
      await replicas.close();
      throw error;
    }
  }

  /** The replica for a request, each in its turn; undefined when none is to be read from. */
  choose(): Replica | undefined {
    const { list } = this;
    const now = performance.now();
    for (let i = 0; i < list.length; i++) {
      const replica = list[this.next % list.length];
      this.next = (this.next + 1) % list.length;
      if (replica?.whyUnused(now) !== undefined) continue;
      replica?.noteRequest();
      return replica;
    }
    return undefined;
  }

  get statistics() {
    return this.list.map(({ statistics }) => statistics);
  }

  async close(): Promise<void> {
    clearInterval(this.asking);
    this.primary.close();
    await Promise.all(this.list.map((replica) => replica.close()));
  }

  private add(url: string): void {
    const replica = new Replica(url, this.settings, this.primaryPool.pool, {
      require: (identity) => {
        if (this.primaryIdentity) requireSuitable(identity, this.primaryIdentity, this.settings.pooler);
      },
      lagOf: (replayed, askedAt) => this.lagOf(replayed, askedAt),
    });
    const isKnown = this.list.some(({ name }) => name === replica.name);
    this.list.push(replica);
    if (isKnown) throw replicaUrlError(`${replica.name} is in it twice`);
  }

  private async start(): Promise<void> {
    await this.askAll();
    for (const { name, unsuitable } of this.list) {
      if (unsuitable) throw replicaUrlError(`${name} ${unsuitable.message}`);
    }
    this.reports.reportAll(this.list);
    let askedAt = performance.now();
    this.asking = setInterval(() => {
      const now = performance.now();
      // A process that was busy or stopped has read no answers: what it knows is old, not the fault of a replica.
      if (now - askedAt < 2 * INTERVAL_MS) this.reports.reportChanges(this.list);
      askedAt = now;
      void this.askAll();
    }, INTERVAL_MS).unref();
  }

  /** The primary first: a replica that has replayed this position is not behind. */
  private async askAll(): Promise<void> {
    await this.primary.ask();
    await Promise.all(this.list.map((replica) => replica.ask()));
  }

  private lagOf(replayed: number, askedAt: number): number | undefined {
    const primaryAskedAt = this.positions.lastAskedAt ?? Number.NEGATIVE_INFINITY;
    if (askedAt - primaryAskedAt > MAX_PRIMARY_SILENCE_MS) return undefined;
    return this.positions.lagOf(replayed, askedAt);
  }
}
