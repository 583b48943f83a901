import { resolve } from 'node:path';
import { endWith } from '../measure/ending.mjs';
import { withClient } from './generate.mjs';

/** Everything of the bench's that a run leaves behind and the next one finds. */
export const DATA = resolve(import.meta.dirname, '../.data');

/**
 * The PostgreSQL server of a run: the one that is named, which stays as it is, or one of our own.
 * @returns {Promise<{ url: string, release(): Promise<void> }>}
 */
export async function openServer(named, { useEmbeddedPostgres }) {
  if (named) return { url: named, release: async () => {} };
  const server = await useEmbeddedPostgres(resolve(DATA, 'database'), 'command');
  const url = `${server.url}?sslmode=disable`;
  // A checkpoint in the middle would fall on one of the servers that are compared.
  await withClient(url, async (client) => {
    await client.query(`alter system set checkpoint_timeout = '1h'`);
    await client.query(`alter system set max_wal_size = '8GB'`);
    await client.query('select pg_reload_conf()');
  });
  endWith(() => server.release());
  return { url, release: () => server.release() };
}
