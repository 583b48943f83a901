import { OperatorError } from '../errors/operator-error.js';
import { Problem } from '../errors/problem.js';
import type { Database } from './database.js';
import { databaseName, reasonOf } from './operator-failure.js';
import { LOCK_TIMEOUT_MS } from './orm.js';
import { poolerAdvice, poolerSign } from './pooler.js';
import { unprepared } from './statement.js';

/** Oldest major version of PostgreSQL that the statements are written for. */
const OLDEST_SUPPORTED = 15;

interface ServerSettings {
  readonly version: string;
  readonly encoding: string;
  /** Whether the session has a setting that its connection was opened with. */
  readonly has_settings: boolean;
}

const serverSettings = unprepared<ServerSettings>(`
select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding,
  exists (select from pg_settings where name = 'lock_timeout' and setting = '${LOCK_TIMEOUT_MS}') as has_settings`);

/**
 * Refuses a database that cannot be reached, is too old, cannot store every text or stands behind a pooler that is not
 * configured, with a sentence for the operator.
 * @param isEmbedded whether the database is the embedded one.
 */
export async function requireSupportedServer(database: Database, isEmbedded = false): Promise<void> {
  const { version, encoding, has_settings: hasSettings } = await readSettings(database, isEmbedded);
  if (!hasSettings && database.pooler === undefined) {
    throw new OperatorError(poolerAdvice('settings that connections are opened with are ignored'));
  }
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

async function readSettings(database: Database, isEmbedded: boolean): Promise<Partial<ServerSettings>> {
  try {
    const [row] = await database.query(serverSettings);
    return row ?? {};
  } catch (error) {
    const sign = database.pooler === undefined ? poolerSign(error) : undefined;
    if (sign !== undefined) throw new OperatorError(poolerAdvice(sign));
    throw new OperatorError(
      `${databaseName(isEmbedded)} cannot be used: ${reasonOf(error)}${adviceFor(error)}.`,
    );
  }
}

/** SQLSTATE of a statement that was cancelled, which the first of all is for its time limit only. */
const CANCELLED = '57014';

function adviceFor(error: unknown): string {
  const { code } = (error instanceof Problem ? (error.cause ?? {}) : (error ?? {})) as { code?: unknown };
  if (code !== CANCELLED) return '';
  return ': the statement_timeout in the options of DATABASE_URL, or that of the role, must be longer, such as 10s';
}
