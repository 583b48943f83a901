import { OperatorError } from '../errors/operator-error.js';
import type { Database } from './database.js';
import { statementFailure } from './failure.js';
import { migrations } from './migrations/index.js';
import { unprepared } from './statement.js';

/** Arbitrary key of the advisory lock under which migrations run, one process at a time. */
const MIGRATION_LOCK = 7_264_301;

/** Oldest major version of PostgreSQL that the statements are written for. */
const OLDEST_SUPPORTED = 15;

/** What holds for a migration, unlike for a request: it may take as long as it needs. */
const UNLIMITED = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'].map(
  (limit) => `set local ${limit} = 0`,
);

/**
 * Brings the database up to date and gives the names of the migrations that were applied, oldest first: all of them
 * in one transaction, or none. Safe to run from many places at once: the others wait and then find nothing to do.
 */
export async function migrate(database: Database): Promise<string[]> {
  const { em, migrator } = database.orm;
  const connection = em.getConnection();
  try {
    return await connection.transactional(async (transaction) => {
      for (const statement of UNLIMITED) await connection.execute(statement, [], 'run', transaction);
      await connection.execute(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`, [], 'run', transaction);
      const applied = await migrator.up({ transaction });
      return applied.map((migration) => migration.name);
    });
  } catch (error) {
    throw statementFailure(error);
  }
}

/** SQLSTATE of a database in which nothing was migrated yet. */
const UNDEFINED_TABLE = '42P01';

const appliedMigrations = unprepared<{ name: string }>('select name from migration');

/** Whether every migration that this version knows has been applied. Throws as `Database.query`. */
export async function isMigrated(database: Database): Promise<boolean> {
  try {
    const applied = await database.query(appliedMigrations);
    const names = new Set(applied.map(({ name }) => name));
    return migrations.every(({ name }) => names.has(name));
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
    if (code === UNDEFINED_TABLE) return false;
    throw error;
  }
}

/** Refuses a database that cannot be reached or is too old, with a sentence for the operator. */
export async function requireSupportedServer(database: Database): Promise<void> {
  let version: number;
  try {
    const [row] = await database.query(
      unprepared<{ version: string }>(`select current_setting('server_version_num') as version`),
    );
    version = Math.floor(Number(row?.version) / 10_000);
  } catch (error) {
    const reason =
      error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : error;
    throw new OperatorError(`The database at DATABASE_URL cannot be used: ${reason}.`);
  }
  if (version < OLDEST_SUPPORTED) {
    throw new OperatorError(
      `The database at DATABASE_URL is PostgreSQL ${version}, but ${OLDEST_SUPPORTED} or newer is needed.`,
    );
  }
}
