import type { PoolClient } from 'pg';
import type { DatabaseAccess } from './database-access.js';
import { statementFailure } from './failure.js';
import { BEGIN } from './session-settings.js';

/** How often PostgreSQL looks whether the client of a long transaction is still there. */
const CLIENT_CHECK_MS = 2_000;

/**
 * Runs `work` on one connection inside a transaction without a lock timeout: committed when it returns, rolled back
 * when it throws. Throws a 503 problem when the database cannot answer now.
 */
export async function runTransaction<Result>(
  access: DatabaseAccess,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await access.refused.connect().catch((error) => {
    throw statementFailure(error);
  });
  let broken = false;
  try {
    await begin(access, client);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection that cannot even roll back is not used again.
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw statementFailure(error);
  } finally {
    client.release(broken);
  }
}

async function begin(
  { lost, waitMs, transactionSettings }: DatabaseAccess,
  client: PoolClient,
): Promise<void> {
  // A pooler answers once it has a connection to PostgreSQL.
  lost.watch(client, waitMs);
  await client.query(BEGIN);
  lost.answered(client);
  for (const statement of transactionSettings) await client.query(statement);
  await client.query('set local lock_timeout = 0');
  await endWithClient(client);
}

/**
 * Has PostgreSQL look after the client during long statements of this transaction, which would go on with their locks
 * for as long as they last when the process is killed. Servers on other systems than Linux cannot.
 */
async function endWithClient(client: PoolClient): Promise<void> {
  await client.query('savepoint checks');
  await client
    .query(`set local client_connection_check_interval = '${CLIENT_CHECK_MS}ms'`)
    .catch(() => client.query('rollback to savepoint checks'));
}
