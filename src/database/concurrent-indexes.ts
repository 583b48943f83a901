import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseError } from 'pg';
import type { Database } from './database.js';
import { statementFailure } from './failure.js';
import type { ConcurrentIndex } from './migrations/index.js';

/** How often a build by another process is looked at, in milliseconds. */
const CHECK_INTERVAL_MS = 200;

/** Attempts that fail because another process does the same. */
const MAX_ATTEMPTS = 20;

/** SQLSTATEs of two that build one index at a time: deadlock, duplicate, one that was dropped meanwhile, busy catalogue. */
const IN_THE_WAY: readonly unknown[] = ['40P01', '42P07', '23505', '42704', 'XX000'];

/** Whether the index is complete, incomplete or missing, and whether anybody builds one of its table. */
const SELECT_STATE = `
select (select i.indisvalid from pg_index i where i.indexrelid = to_regclass($1)) as "isValid",
  exists (select from pg_stat_progress_create_index p where p.relid = $2::regclass) as "isBeingBuilt"`;

interface State {
  /** Null when there is no such index. */
  readonly isValid: boolean | null;
  readonly isBeingBuilt: boolean;
}

/**
 * Builds the index unless it exists. Reads and writes go on meanwhile. What an earlier attempt has left incomplete is
 * replaced. Safe to run from many places at once: the others wait. Has no time limit.
 */
export async function ensureIndex(database: Database, index: ConcurrentIndex): Promise<void> {
  const client = database.newClient();
  // The statement of a lost connection reports the loss.
  client.on('error', () => {});
  try {
    await client.connect();
    // Behind a pooler in transaction mode, the setting and the statement may be sent to two connections.
    if (database.pooler === undefined) await client.query('set statement_timeout = 0; set lock_timeout = 0');
    for (let attempt = 0; ; ) {
      const { rows } = await client.query<State>(SELECT_STATE, [index.name, index.table]);
      const [state] = rows;
      if (state?.isValid) return;
      if (state?.isBeingBuilt) {
        await sleep(CHECK_INTERVAL_MS);
        continue;
      }
      try {
        if (state?.isValid === false) await client.query(`drop index concurrently if exists ${index.name}`);
        await client.query(`create index concurrently ${index.name} on ${index.table} ${index.definition}`);
      } catch (error) {
        attempt += 1;
        if (attempt === MAX_ATTEMPTS || !IN_THE_WAY.includes((error as DatabaseError).code)) throw error;
        await sleep(CHECK_INTERVAL_MS * Math.random());
      }
    }
  } catch (error) {
    throw statementFailure(error);
  } finally {
    await client.end().catch(() => {});
  }
}
