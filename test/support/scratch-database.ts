import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Database } from '../../src/database/database.js';
import { withAdministrator } from './administrator.js';
import type { TestDatabase } from './database.js';

/** How a scratch database differs from an ordinary one. */
export interface ScratchOptions {
  /** Encoding and locale, as `create database` takes them. */
  readonly locale?: string;
  /** Defaults of its sessions. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Statements that the administrator runs in it; `role` is a new role, as which the URL signs in. */
  readonly prepare?: (role: string) => readonly string[];
}

const hasIcu = await withAdministrator(async (client) => {
  const { rowCount } = await client.query(`select from pg_collation where collname = 'tr-TR-x-icu'`);
  return rowCount !== 0;
});
if (!hasIcu) process.stderr.write('the test server has no ICU: the tests of its locales are skipped\n');

/** As `describe`, for tests of databases with a locale of ICU: skipped where the server is built without it. */
export const describeWithIcu = hasIcu ? describe : describe.skip;

/** The locale of Turkey, in which `I` is not the capital of `i`. */
export const TURKISH = `encoding 'UTF8' locale_provider icu icu_locale 'tr-TR' locale 'C'`;

/** Creates an empty database on the test server. */
export async function createScratchDatabase({
  locale = `encoding 'UTF8'`,
  defaults = {},
  prepare,
}: ScratchOptions): Promise<TestDatabase> {
  const name = `claims_scratch_${randomBytes(6).toString('hex')}`;
  const settings = Object.entries(defaults).map(([setting, value]) => `set ${setting} = ${value}`);
  await withAdministrator(async (client) => {
    await client.query(`create database ${name} template template0 ${locale}`);
    for (const setting of settings) await client.query(`alter database ${name} ${setting}`);
  });
  const url = new URL(process.env.CLAIMS_TEST_SERVER as string);
  url.pathname = `/${name}`;
  if (prepare) {
    const administrator = new pg.Client({ connectionString: url.href });
    await administrator.connect();
    await administrator.query(`create role ${name} login password '${name}'`);
    for (const statement of prepare(name)) await administrator.query(statement);
    await administrator.end();
    url.username = name;
    url.password = name;
  }
  const database = await Database.open({ url: url.href, poolSize: 10, warn: () => {} });
  return {
    database,
    url: url.href,
    drop: async () => {
      await database.close();
      await withAdministrator(async (client) => {
        await client.query(`drop database ${name} with (force)`);
        await client.query(`drop role if exists ${name}`);
      });
    },
  };
}
