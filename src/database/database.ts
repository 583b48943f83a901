import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { PoolClient } from 'pg';
import { Problem } from '../errors/problem.js';
import type { StatementTrace } from '../observability/request-tracer.js';
import { kindsOf, NO_KINDS } from './admission-limits.js';
import { SELECT_READ_ONLY } from './connections.js';
import type { DatabaseStatistics } from './database-statistics.js';
import { findDistribution } from './distribution/is-distributed.js';
import { runWithEntities } from './entity-transaction.js';
import { statementFailure } from './failure.js';
import type { Notifications } from './notifications.js';
import { type DatabaseSettings, openOrm } from './orm.js';
import type { BoundStatement } from './pipeline/pipelined-query.js';
import { warnOfPooler } from './pooler.js';
import { queryAlone } from './query-alone.js';
import { isReadOnlyRefusal, ReadOnlyDatabase } from './read-only-state.js';
import { AttemptedRows } from './replicas/attempted-rows.js';
import type { Replica } from './replicas/replica.js';
import { isForPrimary, ReplicaFailure } from './replicas/replica-failure.js';
import type { ReplicaLog } from './replicas/replica-reports.js';
import { Replicas } from './replicas/replicas.js';
import { omitRowValues } from './row-values.js';
import { isSearchTimeout, SearchTimeout } from './search-timeout.js';
import { type SharedState, type StatementObserver, sharedState } from './shared-state.js';
import { isPipelined, isWrite, type Statement, unprepared } from './statement.js';
import type { Admission } from './statement-admission.js';
import { StatementBudget } from './statement-budget.js';
import type { StatementPool } from './statement-pool.js';
import { UNNAMED } from './statement-times.js';
import { runTransaction } from './transaction.js';

const selectReadOnly = unprepared<{ value: string }>(SELECT_READ_ONLY);

/**
 * Sends all statements to PostgreSQL, on the ORM's pool, and those of requests that only read to replicas, if there are
 * any. Dates and timestamps are returned as PostgreSQL's texts in UTC, JSON as values.
 */
export class Database {
  /** The replica that this request reads from; undefined: the primary. */
  private replica: Replica | undefined = undefined;

  private constructor(
    readonly orm: MikroORM,
    private readonly shared: SharedState,
    private readonly budget?: StatementBudget,
    private readonly trace?: StatementTrace,
  ) {}

  /** Prepares the pool; connections open when first needed. */
  static async open(settings: DatabaseSettings): Promise<Database> {
    const orm = await openOrm(settings);
    const pool = await orm.em.getConnection().getNativeClient();
    return new Database(orm, sharedState(pool, settings));
  }

  /**
   * Lets requests use replicas (`preferReplica`), which may not be reachable yet. Throws one sentence for the operator when
   * a URL is wrong or leads to another kind of server.
   */
  async useReplicas(urls: readonly string[], log: ReplicaLog): Promise<void> {
    const { settings, primary } = this.shared;
    this.shared.replicas = await Replicas.open(urls, settings, primary, log);
  }

  get observer(): StatementObserver | undefined {
    return this.shared.observer;
  }

  set observer(observer: StatementObserver | undefined) {
    this.shared.observer = observer;
  }

  /**
   * A database for one request, whose statements and rows are counted and limited. The caller closes it once
   * the response is written.
   * @param account name of the quota account that the request counts on.
   * @param isGone whether the client has closed its connection.
   * @param trace records the request's statements as spans; undefined: they are not traced.
   */
  forRequest(account: string, isGone: () => boolean, trace?: StatementTrace): Database {
    const budget = new StatementBudget(account, isGone, this.shared.rowBytes);
    return new Database(this.orm, this.shared, budget, trace);
  }

  /**
   * Has this request, which does not write, read from one replica to its end, if there is one. Called before its first
   * statement.
   */
  preferReplica(): void {
    this.replica = this.shared.replicas?.choose();
  }

  /** Statements that this request has sent. */
  get statementCount(): number {
    return this.budget?.statementCount ?? 0;
  }

  /** The use of the database by the whole process. Counted in place and put together only when it is asked for. */
  get statistics(): DatabaseStatistics {
    const { primary, replicas, statementTimes } = this.shared;
    return {
      primary: primary.statistics,
      replicas: replicas?.statistics ?? [],
      statements: statementTimes.entries(),
    };
  }

  /** Ends a request's use of the database. */
  endRequest(): void {
    this.budget?.close();
  }

  /**
   * Runs one statement and returns its rows. Throws a 503 problem when the database cannot answer now; for a request,
   * the problems of its limits as well.
   */
  query<Row>(statement: Statement<Row>, values: readonly unknown[] = []): Promise<Row[]> {
    const { replica } = this;
    return replica === undefined || isWrite(statement) || statement.needsPrimary
      ? this.send(this.shared.primary, statement, values)
      : this.read(replica, statement, values);
  }

  /** Reads from a replica, or from the primary when the replica cannot answer. */
  private async read<Row>(
    replica: Replica,
    statement: Statement<Row>,
    values: readonly unknown[],
  ): Promise<Row[]> {
    const rows = this.budget && new AttemptedRows(this.budget);
    try {
      return await replica.untilLost(this.send(replica.pool, statement, values, rows));
    } catch (error) {
      if (!(error instanceof ReplicaFailure)) throw error;
      replica.noteFailure(error.cause);
      rows?.abandon();
      // The rest of the request reads from the primary as well: nothing that is older than these rows.
      this.replica = undefined;
      return await this.send(this.shared.primary, statement, values, this.budget, true);
    }
  }

  /**
   * Sends one statement. Throws a `ReplicaFailure` when it is to be sent to the primary instead.
   * @param rows counts the rows.
   * @param isRepeated whether the statement was counted already.
   */
  private async send<Row>(
    pool: StatementPool,
    statement: Statement<Row>,
    values: readonly unknown[],
    rows: BoundStatement['budget'] = this.budget,
    isRepeated = false,
  ): Promise<Row[]> {
    const { budget, shared } = this;
    if (!isRepeated) {
      budget?.begin();
      shared.observer?.(statement, values);
    }
    const endSpan = this.trace?.startStatement(statement.name ?? UNNAMED);
    const startedAt = performance.now();
    let failure: unknown;
    let admission: Admission | undefined;
    try {
      if (shared.readOnly.isSuspected && isWrite(statement) && (await shared.readOnly.isOn())) {
        throw new ReadOnlyDatabase();
      }
      if (isPipelined(statement)) {
        if (!budget || statement.queue === 'writes') {
          return await pool.pipeline.query(statement, values, rows);
        }
        const { account } = budget;
        const admitted = pool.readAdmission.admit({ request: budget, account, kinds: NO_KINDS });
        admission = admitted instanceof Promise ? await admitted : admitted;
        return await pool.pipeline.query(statement, values, rows);
      }
      if (!budget) return await queryAlone(pool.access, statement, values);
      const { account } = budget;
      const answer = await pool.admission.run({ request: budget, account, kinds: kindsOf(statement) }, () => {
        rows?.requireReader();
        return queryAlone(pool.access, statement, values, rows);
      });
      if (statement.hasLargeRows) await shared.turns.next();
      return answer;
    } catch (error) {
      failure = error;
      omitRowValues(error);
      if (pool !== shared.primary && isForPrimary(statement, error)) throw new ReplicaFailure(error);
      if (isReadOnlyRefusal(error)) shared.readOnly.found(startedAt);
      if (budget) warnOfPooler(error, shared.settings);
      // The driver's own trace begins at the socket and does not lead to the caller.
      if (Error.isError(error) && !(error instanceof Problem)) Error.captureStackTrace(error);
      throw isSearchTimeout(statement, error) ? new SearchTimeout(error) : statementFailure(error);
    } finally {
      if (admission) pool.readAdmission.end(admission);
      shared.statementTimes.record(statement.name, startedAt);
      endSpan?.(failure);
    }
  }

  /**
   * Whether nothing can be written now: a standby, or a database that an operator has made read-only. Throws as `query`.
   */
  async isReadOnly(): Promise<boolean> {
    const { readOnly } = this.shared;
    if (await readOnly.isOn()) return true;
    const since = performance.now();
    const [row] = await this.query(selectReadOnly);
    if (row?.value !== 'on') return false;
    // Its connection may be one that stays read-only although the database no longer is.
    readOnly.found(since);
    return readOnly.isOn();
  }

  /**
   * Whether the tables are distributed over a cluster, where some statements need another form (docs/adr/0038-citus.md).
   * Asked once by each process. Throws as `query`.
   */
  isDistributed(): Promise<boolean> {
    const { shared } = this;
    shared.distribution ??= findDistribution(shared.primary.access).catch((error: unknown) => {
      shared.distribution = undefined;
      throw statementFailure(error);
    });
    return shared.distribution;
  }

  /** Runs `work` on one connection inside a transaction: committed when it returns, rolled back when it throws. */
  transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    return runTransaction(this.shared.primary.access, work);
  }

  /**
   * Runs `work` with an EntityManager of its own inside a transaction: flushed and committed when it returns, rolled
   * back when it throws. For what is not on the hot path (docs/adr/0002-statements-instead-of-entities.md).
   */
  withEntities<Result>(work: (entities: EntityManager) => Promise<Result>): Promise<Result> {
    return runWithEntities(this.orm, this.shared.primary.access, work);
  }

  /** Statements with which a transaction begins that is not run by `transaction`, once it has its isolation level. */
  get transactionSettings(): readonly string[] {
    return this.shared.primary.access.transactionSettings;
  }

  /** The value of `DATABASE_POOLER`. */
  get pooler(): DatabaseSettings['pooler'] {
    return this.shared.settings.pooler;
  }

  /** What processes tell each other of their writes. */
  get notifications(): Notifications {
    return this.shared.notifications;
  }

  /** A client that is none of the pool's and connects as they do. The caller connects and ends it. */
  newClient(): pg.Client {
    return this.shared.primary.access.connections.newClient();
  }

  /** Opens new connections to another port of the same host, the only one. Those that are open stay. */
  usePort(port: number): void {
    this.shared.primary.pool.options.port = port;
  }

  /** Waits for running statements and closes the pool. A connection that is lost is not waited for. */
  async close(): Promise<void> {
    const { primary, replicas, silent, notifications } = this.shared;
    await notifications.close();
    silent.close();
    await replicas?.close();
    await primary.close(() => this.endPool());
  }

  private async endPool(): Promise<void> {
    await this.orm.close();
    // The ORM closes the pool only if it has used it itself.
    const { pool } = this.shared.primary;
    if (!pool.ended) await pool.end();
  }
}
