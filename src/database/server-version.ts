import type { Database } from './database.js';
import { prepared } from './statement.js';

const serverVersion = prepared<{ version: string }>(
  'server_version',
  `select split_part(current_setting('server_version'), ' ', 1) as version`,
);

/** Version of PostgreSQL, such as `18.4`. Throws a 503 problem when the database cannot answer. */
export async function readServerVersion(database: Database): Promise<string | undefined> {
  const [row] = await database.query(serverVersion);
  return row?.version;
}
