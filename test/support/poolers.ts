import { Database } from '../../src/database/database.js';
import { unprepared } from '../../src/database/statement.js';
import type { TestDatabase } from './database.js';
import { type PgBouncer, startPgBouncer } from './pgbouncer.js';
import { createScratchDatabase, type ScratchOptions } from './scratch-database.js';

/** An empty database and the poolers before it. */
export class Poolers {
  readonly test: TestDatabase;
  private readonly started: PgBouncer[] = [];

  private constructor(test: TestDatabase) {
    this.test = test;
  }

  static async create(options: ScratchOptions = {}): Promise<Poolers> {
    return new Poolers(await createScratchDatabase(options));
  }

  /**
   * Starts a pooler in transaction mode.
   * @param settings what is configured otherwise.
   * @returns the URL of the database through the pooler.
   */
  async start(settings: Parameters<typeof startPgBouncer>[1] = {}): Promise<string> {
    const pooler = await startPgBouncer(this.test.url, settings);
    this.started.push(pooler);
    return pooler.url;
  }

  async remove(): Promise<void> {
    for (const pooler of this.started) await pooler.remove();
    await this.test.drop();
  }
}

/** Opens the database of a gateway behind a pooler. */
export function openPooled(url: string, poolSize = 10): Promise<Database> {
  return Database.open({ url, poolSize, pooler: 'transaction', warn: () => {} });
}

/** Runs the same statement many times at once. */
export function flood(database: Database, times: number): Promise<unknown[]> {
  return Promise.all(
    Array.from({ length: times }, () => database.query(unprepared('select pg_sleep(0.01)'))),
  );
}
