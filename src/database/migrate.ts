import { IsolationLevel } from '@mikro-orm/core';
import { OperatorError } from '../errors/operator-error.js';
import { ensureIndex } from './concurrent-indexes.js';
import type { Database } from './database.js';
import { ONE_NODE_AFTER_THE_OTHER } from './distribution/distribute.js';
import { raiseEventPositions } from './event-position-offset.js';
import { statementFailure } from './failure.js';
import { LOCK_MIGRATIONS } from './migration-lock.js';
import { migrations } from './migrations/index.js';
import { unprepared } from './statement.js';

/** Settings of a migration, which unlike a request has no time limit. */
const UNLIMITED = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'].map(
  (limit) => `set local ${limit} = 0`,
);

/**
 * Brings the database up to date and gives the names of the migrations that were applied, oldest first: all of them
 * in one transaction, or none. Then builds the indexes that are missing, and adapts positions of events to a server that
 * the database was restored on. Safe to run from many places at once: the others wait and then find nothing to do.
 */
export async function migrate(database: Database): Promise<string[]> {
  const { orm } = database;
  const connection = orm.em.getConnection();
  try {
    orm.config.get('migrations').schema = await schemaOfTables(database);
    const order = (await database.isDistributed()) ? [ONE_NODE_AFTER_THE_OTHER] : [];
    const limits = [...database.transactionSettings, ...UNLIMITED, ...order];
    const migrateAll = async (transaction: object) => {
      for (const statement of limits) await connection.execute(statement, [], 'run', transaction);
      await connection.execute(LOCK_MIGRATIONS, [], 'run', transaction);
      const applied = await orm.migrator.up({ transaction });
      return applied.map((migration) => migration.name);
    };
    const isolationLevel = IsolationLevel.READ_COMMITTED;
    const applied = await connection.transactional(migrateAll, { isolationLevel });
    for (const { indexes = [] } of migrations) {
      for (const index of indexes) await ensureIndex(database, index);
    }
    await raiseEventPositions(database);
    return applied;
  } catch (error) {
    if ((error as { code?: unknown }).code === INSUFFICIENT_PRIVILEGE) {
      throw new OperatorError(
        `The role of DATABASE_URL lacks a right: ${(error as Error).message}. It has to own the schema in which the tables are, or to have the right CREATE on it.`,
      );
    }
    throw statementFailure(error);
  }
}

/**
 * The schema in which the role creates tables, which the migrator would take for `public`. Throws a sentence for the
 * operator when there is none.
 */
async function schemaOfTables(database: Database): Promise<string> {
  const [row] = await database.query(
    unprepared<{ schema: string | null }>('select current_schema()::text as schema'),
  );
  if (row?.schema) return row.schema;
  throw new OperatorError(
    'The role of DATABASE_URL has no schema for its tables: create the one that its search_path names, and let the role own it.',
  );
}

/** SQLSTATE of insufficient privileges. */
const INSUFFICIENT_PRIVILEGE = '42501';

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

const newerMigrations = unprepared<{ exist: boolean }>(
  'select exists (select from migration where name <> all($1::text[])) as exist',
);

/** Whether a newer version has migrated the database, which must be up to date for this one. Throws as `Database.query`. */
export async function isMigratedFurther(database: Database): Promise<boolean> {
  const [row] = await database.query(newerMigrations, [migrations.map(({ name }) => name)]);
  return row?.exist === true;
}

/** Refuses a database that is not up to date, with a sentence for the operator. Throws as `Database.query`. */
export async function requireMigrated(database: Database): Promise<void> {
  if (await isMigrated(database)) return;
  await requireReachableTables(database);
  throw new OperatorError('The database at DATABASE_URL is not up to date: run `claims migrate` first.');
}

const tablesElsewhere = unprepared<{ schema: string; isUsable: boolean }>(
  `select n.nspname as schema, has_schema_privilege(n.oid, 'usage') as "isUsable"
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relname = 'claim_assignment' and c.relkind = 'r'
  and coalesce(has_schema_privilege(current_schema()::text, 'create'), false) is false
order by n.nspname limit 1`,
);

/**
 * Refuses a role that does not see the tables because of its rights or its search_path, and could not create them
 * either. Throws as `Database.query`.
 */
export async function requireReachableTables(database: Database): Promise<void> {
  const [found] = await database.query(tablesElsewhere);
  if (!found) return;
  const { schema, isUsable } = found;
  throw new OperatorError(
    isUsable
      ? `The tables are in the schema ${schema}, which the search_path of the role of DATABASE_URL does not name: set it (alter role … set search_path = ${schema}).`
      : `The role of DATABASE_URL lacks the right USAGE on the schema ${schema}, in which the tables are: grant it.`,
  );
}
