import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';
import { statementFailure } from './failure.js';
import { type DatabaseSettings, openOrm } from './orm.js';
import { Pipeline } from './pipeline.js';
import { isPipelined, type Statement } from './statement.js';

/** Sees every statement that goes through `Database`: tests count them, the log shows them. */
export type StatementObserver = (statement: Statement<unknown>, values: readonly unknown[]) => void;

/**
 * The one way to PostgreSQL: statements on the ORM's own pool. Dates and timestamps come back as
 * PostgreSQL's texts in UTC, JSON as values.
 */
export class Database {
  observer: StatementObserver | undefined;
  private readonly pipeline: Pipeline;

  private constructor(
    readonly orm: MikroORM,
    private readonly pool: Pool,
  ) {
    this.pipeline = new Pipeline(pool);
  }

  /** Prepares the pool; connections open when first needed. */
  static async open(settings: DatabaseSettings): Promise<Database> {
    const orm = await openOrm(settings);
    return new Database(orm, await orm.em.getConnection().getNativeClient());
  }

  /** Runs one statement and gives its rows. Throws a 503 problem when the database cannot answer now. */
  async query<Row>(statement: Statement<Row>, values: readonly unknown[] = []): Promise<Row[]> {
    this.observer?.(statement, values);
    try {
      if (isPipelined(statement)) return await this.pipeline.query(statement, values);
      const { name, text } = statement;
      const result = await this.pool.query(
        name === undefined
          ? { text, values: values as unknown[] }
          : { name, text, values: values as unknown[] },
      );
      return result.rows as Row[];
    } catch (error) {
      // The driver's own trace begins at the socket and does not lead to whoever asked.
      if (Error.isError(error)) Error.captureStackTrace(error);
      throw statementFailure(error);
    }
  }

  /** Runs `work` on one connection inside a transaction: committed when it returns, undone when it throws. */
  async transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect().catch((error) => {
      throw statementFailure(error);
    });
    let broken = false;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      // A connection that cannot even roll back is not given to anybody else.
      await client.query('rollback').catch(() => {
        broken = true;
      });
      throw statementFailure(error);
    } finally {
      client.release(broken);
    }
  }

  /** Waits for running statements and closes the pool. */
  async close(): Promise<void> {
    await this.orm.close();
    // The ORM closes the pool only if it has used it itself.
    if (!this.pool.ended) await this.pool.end();
  }
}
