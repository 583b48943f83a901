import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { PoolClient } from 'pg';
import { Problem } from '../errors/problem.js';
import type { StatementTrace } from '../observability/request-tracer.js';
import { shedRequests } from '../observability/shed-requests.js';
import { kindsOf, NO_KINDS } from './admission-limits.js';
import { SELECT_READ_ONLY } from './connections.js';
import type { DatabaseStatistics } from './database-statistics.js';
import { runWithEntities } from './entity-transaction.js';
import { EventLoopTurns } from './event-loop-turns.js';
import { statementFailure } from './failure.js';
import { type DatabaseSettings, openOrm } from './orm.js';
import { poolerAdvice, poolerSign } from './pooler.js';
import { queryAlone, SEARCH_TIMEOUT_MS } from './query-alone.js';
import { isReadOnlyRefusal, ReadOnlyDatabase, ReadOnlyState } from './read-only-state.js';
import { RowBytes } from './row-bytes.js';
import { omitRowValues } from './row-values.js';
import { SilentConnections } from './silent-connections.js';
import { isPipelined, isWrite, type Statement, unprepared } from './statement.js';
import type { Admission } from './statement-admission.js';
import { StatementBudget } from './statement-budget.js';
import { StatementPool } from './statement-pool.js';
import { StatementTimes, UNNAMED } from './statement-times.js';
import { runTransaction } from './transaction.js';

/** Sees every statement that goes through `Database`: tests count them, the log shows them. */
export type StatementObserver = (statement: Statement<unknown>, values: readonly unknown[]) => void;

/** Maximum bytes of rows in memory of all requests. */
const ROW_BYTES_IN_FLIGHT = 24 * 1024 * 1024;

const selectReadOnly = unprepared<{ value: string }>(SELECT_READ_ONLY);

/** State that all requests share. */
interface Shared {
  observer: StatementObserver | undefined;
  readonly settings: DatabaseSettings;
  readonly primary: StatementPool;
  readonly silent: SilentConnections;
  readonly readOnly: ReadOnlyState;
  readonly rowBytes: RowBytes;
  /** Answers are made from large rows one after the other. */
  readonly turns: EventLoopTurns;
  readonly statementTimes: StatementTimes;
}

/**
 * Sends all statements to PostgreSQL, on the ORM's pool. Dates and timestamps are returned as PostgreSQL's
 * texts in UTC, JSON as values.
 */
export class Database {
  private constructor(
    readonly orm: MikroORM,
    private readonly shared: Shared,
    private readonly budget?: StatementBudget,
    private readonly trace?: StatementTrace,
  ) {}

  /** Prepares the pool; connections open when first needed. */
  static async open(settings: DatabaseSettings): Promise<Database> {
    const orm = await openOrm(settings);
    const pool = await orm.em.getConnection().getNativeClient();
    const primary = new StatementPool(pool, settings);
    const { connections } = primary.access;
    return new Database(orm, {
      observer: undefined,
      settings,
      primary,
      silent: new SilentConnections(
        primary.taken,
        connections,
        settings.pooler !== undefined,
        settings.silence,
      ),
      readOnly: new ReadOnlyState(
        () => connections.opensReadOnly(),
        () => connections.outdate(),
      ),
      rowBytes: new RowBytes(ROW_BYTES_IN_FLIGHT),
      turns: new EventLoopTurns(),
      statementTimes: new StatementTimes(),
    });
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

  /** Statements that this request has sent. */
  get statementCount(): number {
    return this.budget?.statementCount ?? 0;
  }

  /** The use of the database by the whole process. Counted in place and put together only when it is asked for. */
  get statistics(): DatabaseStatistics {
    const { primary, statementTimes } = this.shared;
    return { primary: primary.statistics, statements: statementTimes.entries() };
  }

  /** Ends a request's use of the database. */
  endRequest(): void {
    this.budget?.close();
  }

  /**
   * Runs one statement and returns its rows. Throws a 503 problem when the database cannot answer now; for a request,
   * the problems of its limits as well.
   */
  async query<Row>(statement: Statement<Row>, values: readonly unknown[] = []): Promise<Row[]> {
    const { budget, shared } = this;
    const pool = shared.primary;
    budget?.begin();
    shared.observer?.(statement, values);
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
          return await pool.pipeline.query(statement, values, budget);
        }
        const { account } = budget;
        const admitted = pool.readAdmission.admit({ request: budget, account, kinds: NO_KINDS });
        admission = admitted instanceof Promise ? await admitted : admitted;
        return await pool.pipeline.query(statement, values, budget);
      }
      if (!budget) return await queryAlone(pool.access, statement, values);
      const { account } = budget;
      const rows = await pool.admission.run({ request: budget, account, kinds: kindsOf(statement) }, () => {
        budget.requireReader();
        return queryAlone(pool.access, statement, values, budget);
      });
      if (statement.hasLargeRows) await shared.turns.next();
      return rows;
    } catch (error) {
      failure = error;
      if (isReadOnlyRefusal(error)) shared.readOnly.found(startedAt);
      omitRowValues(error);
      if (budget) this.warnOfPooler(error);
      // The driver's own trace begins at the socket and does not lead to the caller.
      if (Error.isError(error) && !(error instanceof Problem)) Error.captureStackTrace(error);
      throw statement.isSearch && isCanceled(error) ? searchTimeout(error) : statementFailure(error);
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

  /** Opens new connections to another port of the same host, the only one. Those that are open stay. */
  usePort(port: number): void {
    this.shared.primary.pool.options.port = port;
  }

  /** Waits for running statements and closes the pool. A connection that is lost is not waited for. */
  async close(): Promise<void> {
    const { primary, silent } = this.shared;
    silent.close();
    await primary.close(() => this.endPool());
  }

  private async endPool(): Promise<void> {
    await this.orm.close();
    // The ORM closes the pool only if it has used it itself.
    const { pool } = this.shared.primary;
    if (!pool.ended) await pool.end();
  }

  /** Logs a warning when a request's failure shows a pooler that is not configured. Commands report it when they end. */
  private warnOfPooler(error: unknown): void {
    const { pooler, warn } = this.shared.settings;
    const reason = pooler === undefined ? poolerSign(error) : undefined;
    if (reason !== undefined) warn(poolerAdvice(reason));
  }
}

function isCanceled(error: unknown): boolean {
  return (error as { code?: unknown }).code === '57014';
}

function searchTimeout(cause: unknown): Problem {
  shedRequests.inc({ reason: 'search_timeout' });
  const problem = new Problem(
    'service_unavailable',
    `The search took longer than ${SEARCH_TIMEOUT_MS / 1000} s, the limit. Please ask for less.`,
  );
  problem.cause = cause;
  return problem;
}
