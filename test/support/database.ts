import { randomBytes } from 'node:crypto';
import { Database } from '../../src/database/database.js';
import { withAdministrator } from './administrator.js';

/** A database of one test file's own. */
export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes and removes it. */
  drop(): Promise<void>;
}

/** Makes a fresh, migrated database. Its pool has as many connections as a server's by default. */
export async function createTestDatabase(
  template = process.env.CLAIMS_TEST_TEMPLATE as string,
): Promise<TestDatabase> {
  // The teardown of the tests finds by this name what a file has left behind.
  const name = `${process.env.CLAIMS_TEST_TEMPLATE}_${randomBytes(6).toString('hex')}`;
  await withAdministrator((client) =>
    client.query(`create database ${name} template ${template} encoding 'UTF8'`),
  );
  const url = new URL(process.env.CLAIMS_TEST_SERVER as string);
  url.pathname = `/${name}`;
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
