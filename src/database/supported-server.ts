import { OperatorError } from '../errors/operator-error.js';
import { Problem } from '../errors/problem.js';
import type { Database } from './database.js';
import { unprepared } from './statement.js';

/** Oldest major version of PostgreSQL that the statements are written for. */
const OLDEST_SUPPORTED = 15;

const serverSettings = unprepared<{ version: string; encoding: string }>(
  `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
);

/**
 * Refuses a database that cannot be reached, is too old or cannot store every text, with a sentence for the operator.
 */
export async function requireSupportedServer(database: Database): Promise<void> {
  const { version, encoding } = await readSettings(database);
  const major = Math.floor(Number(version) / 10_000);
  if (major < OLDEST_SUPPORTED) {
    throw new OperatorError(
      `The database at DATABASE_URL is PostgreSQL ${major}, but ${OLDEST_SUPPORTED} or newer is needed.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new OperatorError(
      `The database at DATABASE_URL has the encoding ${encoding}, but UTF8 is needed: create it with encoding 'UTF8'.`,
    );
  }
}

async function readSettings(database: Database): Promise<{ version?: string; encoding?: string }> {
  try {
    const [row] = await database.query(serverSettings);
    return row ?? {};
  } catch (error) {
    const reason = error instanceof Problem ? error.cause : error;
    const message = reason instanceof Error ? reason.message : String(reason);
    throw new OperatorError(`The database at DATABASE_URL cannot be used: ${message}.`);
  }
}
