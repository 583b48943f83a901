import { rm } from 'node:fs/promises';
import pg from 'pg';
import { closeShared } from './shared-by-files.ts';

/** Removes what the set-up and the files have made, and stops the embedded server. */
export default async function tearDown() {
  await closeShared();
  await rm(process.env.CLAIMS_TEST_COMPILE_CACHE, { recursive: true, force: true });
  if (globalThis.embeddedServer === undefined) {
    await dropDatabases();
    return;
  }
  const { folder, server } = globalThis.embeddedServer;
  await server.release();
  await rm(folder, { recursive: true, force: true });
}

/** Drops the template and its copies on a server that is not ours. Workers leave those of shared gateways behind. */
async function dropDatabases() {
  const client = new pg.Client({ connectionString: process.env.CLAIMS_TEST_SERVER });
  await client.connect();
  const { rows } = await client.query('select datname from pg_database where starts_with(datname, $1)', [
    process.env.CLAIMS_TEST_TEMPLATE,
  ]);
  for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`);
  await client.end();
}
