import { Database } from '../../src/database/database.js';
import { unprepared } from '../../src/database/statement.js';
import { requireSupportedServer } from '../../src/database/supported-server.js';

/** What a connection is like. */
export const asked = unprepared<{ isEncrypted: boolean; client: string | null; application: string }>(`
select coalesce(s.ssl, false) as "isEncrypted", s.client_dn as client,
  current_setting('application_name') as application
from pg_stat_ssl s where s.pid = pg_backend_pid()`);

/** Opens a database by this URL and asks it once. */
export async function connect(url: string, environment: NodeJS.ProcessEnv = {}) {
  const database = await Database.open({ url, environment, poolSize: 1, warn: () => {} });
  try {
    await requireSupportedServer(database);
    const [connection] = await database.query(asked);
    return connection;
  } finally {
    await database.close();
  }
}

/** Why it cannot be opened, which is one sentence for the operator. */
export async function refusalOf(url: string, environment?: NodeJS.ProcessEnv): Promise<string> {
  const error = await connect(url, environment).then(
    () => new Error('accepted'),
    (reason) => reason as Error,
  );
  expect(error).toMatchObject({ name: 'OperatorError' });
  expect(error.message).toMatch(/^[A-Z][^\n]*\.$/);
  return error.message;
}
