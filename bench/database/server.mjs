import { resolve } from 'node:path';
import { endWith } from '../measure/ending.mjs';
import { withClient } from './generate.mjs';

/** Everything of the bench's that a run leaves behind and the next one finds. */
export const DATA = resolve(import.meta.dirname, '../.data');

/**
 * What the bench's own server is set to. The database fits into its buffers, as on a machine that is a
 * database's own, so that no server is measured while pages are shuffled; a checkpoint in the middle would
 * fall on one of the servers that are compared.
 */
const SETTINGS = { shared_buffers: '1GB', max_wal_size: '8GB', checkpoint_timeout: '1h' };

/**
 * The PostgreSQL server of a run: the one that is named, which stays as it is, or one of our own.
 * @returns {Promise<{ url: string, release(): Promise<void> }>}
 */
export async function openServer(named, { useEmbeddedPostgres }) {
  if (named) return { url: named, release: async () => {} };
  const open = () => useEmbeddedPostgres(resolve(DATA, 'database'), 'command');
  let server = await open();
  if (await changeSettings(urlOf(server))) {
    await server.release();
    server = await open();
  }
  endWith(() => server.release());
  return { url: urlOf(server), release: () => server.release() };
}

/** Older builds leave it to the variables beside the URL whether TLS is used. */
function urlOf(server) {
  const url = new URL(server.url);
  url.searchParams.set('sslmode', 'disable');
  return url.href;
}

/** @returns {Promise<boolean>} whether anything was not set yet, so that the server has to start anew */
async function changeSettings(url) {
  return withClient(url, async (client) => {
    const names = Object.keys(SETTINGS);
    const { rows } = await client.query(
      'select name, current_setting(name) as value from pg_settings where name = any($1)',
      [names],
    );
    const changed = rows.filter(({ name, value }) => value !== SETTINGS[name]);
    for (const { name } of changed) await client.query(`alter system set ${name} = '${SETTINGS[name]}'`);
    return changed.length > 0;
  });
}
