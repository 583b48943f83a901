// Plain JavaScript on the built code: jest loads this file itself, past the module mapping of the tests.
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Database } from '../../dist/database/database.js';
import {
  DISTRIBUTED_TABLES,
  DISTRIBUTION_COLUMN,
} from '../../dist/database/distribution/distributed-tables.js';
import { addHistoryKeys, dropHistoryGuards } from '../../dist/database/distribution/history-keys.js';
import { useEmbeddedPostgres } from '../../dist/database/embedded/embedded-postgres.js';
import { migrate } from '../../dist/database/migrate.js';
import { partitionTables } from './partition-tables.ts';

/**
 * Provides a PostgreSQL server, TEST_DATABASE_URL's or an embedded one in a temporary folder, and a
 * migrated database on it, of which every test file gets a copy. Also an empty cache of compiled modules for the
 * processes that tests start.
 */
export default async function setUp() {
  process.env.CLAIMS_TEST_COMPILE_CACHE = await mkdtemp(join(tmpdir(), 'claims-compile-cache-'));
  let serverUrl = process.env.TEST_DATABASE_URL;
  if (serverUrl === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'claims-test-'));
    const server = await useEmbeddedPostgres(folder, 'command');
    globalThis.embeddedServer = { folder, server };
    serverUrl = server.url;
    await runWithoutSync(serverUrl);
  }
  const template = `claims_template_${randomBytes(6).toString('hex')}`;
  process.env.CLAIMS_TEST_SERVER = serverUrl;
  process.env.CLAIMS_TEST_TEMPLATE = template;

  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${template} template template0 encoding 'UTF8'`);
  await client.end();

  const url = new URL(serverUrl);
  url.pathname = `/${template}`;
  const database = await Database.open({ url: url.href, poolSize: 2, warn: () => {} });
  await migrate(database);
  await database.close();
  await partition(url.href);
}

/** With TEST_PARTITIONS, the template's tables are spread over so many partitions, as Citus spreads them over shards. */
async function partition(url) {
  const partitions = Number(process.env.TEST_PARTITIONS ?? 0);
  if (partitions === 0) return;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const layout = {
    tables: DISTRIBUTED_TABLES,
    column: DISTRIBUTION_COLUMN,
    dropHistoryGuards,
    addHistoryKeys,
  };
  await partitionTables(client, layout, partitions);
  await client.end();
}

/** The embedded server of the tests is removed with its data, which therefore need not survive a power cut. */
async function runWithoutSync(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    await client.query(`alter system set ${setting} = off`);
  }
  await client.query('select pg_reload_conf()');
  await client.end();
}
