import { randomBytes } from 'node:crypto';
import { Database } from '../../src/database/database.js';
import { withAdministrator } from './administrator.js';
import type { TestDatabase } from './database.js';

/** Creates a database without tables. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const name = `claims_test_${randomBytes(6).toString('hex')}`;
  await withAdministrator((client) =>
    client.query(`create database ${name} template template0 encoding 'UTF8'`),
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

/** Applies all migrations up to this one, over connections of their own, as another process would. */
export async function migrateTo(url: string, name: string): Promise<string[]> {
  const database = await Database.open({ url, poolSize: 2, warn: () => {} });
  try {
    return (await database.orm.migrator.up({ to: name })).map((applied) => applied.name);
  } finally {
    await database.close();
  }
}
