import { randomBytes } from 'node:crypto';
import { Database } from '../../src/database/database.js';
import { unprepared } from '../../src/database/statement.js';
import { withAdministrator } from './administrator.js';

/** All tables but that of the migrations. */
export const TABLES =
  'organization, api_key, session, sign_in_link, product, claim, claim_assignment, claim_assignment_event, idempotency_key, certification_body, certification, certification_assignment, certification_assignment_event';

/** A database of one test file's own. */
export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes and removes it. */
  drop(): Promise<void>;
}

/**
 * Makes a fresh, migrated database. Its pool has as many connections as a server's by default.
 * @param prepare changes it before the pool is opened.
 */
export async function createTestDatabase(
  template = process.env.CLAIMS_TEST_TEMPLATE as string,
  prepare?: (url: string) => Promise<void>,
): Promise<TestDatabase> {
  const { TEST_CLUSTER_URL: cluster } = process.env;
  if (cluster !== undefined && template === process.env.CLAIMS_TEST_TEMPLATE) return useCluster(cluster);
  // The teardown of the tests finds by this name what a file has left behind.
  const name = `${process.env.CLAIMS_TEST_TEMPLATE}_${randomBytes(6).toString('hex')}`;
  await withAdministrator((client) =>
    client.query(`create database ${name} template ${template} encoding 'UTF8'`),
  );
  const url = new URL(process.env.CLAIMS_TEST_SERVER as string);
  url.pathname = `/${name}`;
  await prepare?.(url.href);
  const database = await Database.open({ url: url.href, poolSize: 10, warn: () => {} });
  return {
    database,
    url: url.href,
    drop: async () => {
      await database.close();
      await withAdministrator((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/**
 * Takes the distributed database of a Citus cluster, which cannot be copied: all files use it one after the other, and each
 * finds it empty.
 */
async function useCluster(url: string): Promise<TestDatabase> {
  const database = await Database.open({ url, poolSize: 10, warn: () => {} });
  const empty = () => database.query(unprepared(`truncate ${TABLES}`));
  await empty();
  return {
    database,
    url,
    drop: async () => {
      await empty();
      await database.close();
    },
  };
}
