import type pg from 'pg';
import type { Database } from './database.js';

/** Time limit of a statement in the background, in milliseconds. */
const TIMEOUT_MS = 60_000;

/** How long it is waited for, before its connection counts as lost. */
const LOST_AFTER_MS = TIMEOUT_MS + 5_000;

/** Statements with which the transaction begins, behind those of a pooler. */
const SETTINGS = [
  `set local statement_timeout = ${TIMEOUT_MS}`,
  'set local max_parallel_workers_per_gather = 0',
];

/**
 * Runs a statement that no request waits for, up to a minute, on a connection of its own and on one core of the primary.
 * Throws the errors of the driver. Does not keep the process from ending.
 */
export async function queryInBackground<Row extends pg.QueryResultRow>(
  database: Database,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const client = database.newClient() as pg.Client & { unref(): void };
  const lost = Promise.withResolvers<never>();
  // The statement reports the loss; between two statements there is nothing to report.
  client.on('error', () => {});
  lost.promise.catch(() => {});
  const timer = setTimeout(() => lost.reject(new Error('The database does not respond.')), LOST_AFTER_MS);
  timer.unref();
  try {
    return await Promise.race([run<Row>(client, database, text, values), lost.promise]);
  } finally {
    clearTimeout(timer);
    // Not waited for: an unreachable server does not confirm it.
    client.end().catch(() => {});
  }
}

async function run<Row extends pg.QueryResultRow>(
  client: pg.Client & { unref(): void },
  database: Database,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  await client.connect();
  client.unref();
  // In one transaction, because a pooler may send the next statement to another connection.
  for (const setting of ['begin read only', ...database.transactionSettings, ...SETTINGS]) {
    await client.query(setting);
  }
  const { rows } = await client.query<Row>({ text, values: [...values] });
  return rows;
}
