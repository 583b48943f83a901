import { rm } from 'node:fs/promises';
import pg from 'pg';

/** Removes what the set-up has made, and stops the embedded server. */
export default async function tearDown() {
  const client = new pg.Client({ connectionString: process.env.CLAIMS_TEST_SERVER });
  await client.connect();
  await client.query(`drop database ${process.env.CLAIMS_TEST_TEMPLATE} with (force)`);
  await client.end();
  await rm(process.env.CLAIMS_TEST_COMPILE_CACHE, { recursive: true, force: true });
  if (globalThis.embeddedServer === undefined) return;
  const { folder, server } = globalThis.embeddedServer;
  await server.release();
  await rm(folder, { recursive: true, force: true });
}
