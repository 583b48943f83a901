import { PRODUCTS } from '../database/catalogue.mjs';
import { ensureDatabase, withClient } from '../database/generate.mjs';
import { HOSTILE_MARK, writeHostileRows } from './hostile-rows.mjs';

const SIZE = { name: 'claims_bench_attacks', products: PRODUCTS };

/**
 * Creates the database of the attacks, or finds that of an earlier run: the bench's catalogue and hostile rows.
 * @param {string} server URL of any database of the server
 * @returns {Promise<string>} URL of the database
 */
export async function ensureAttackDatabase(server, build, { log }) {
  const url = Object.assign(new URL(server), {
    pathname: `/${SIZE.name}`,
  }).href;
  const mark = await readMark(url);
  if (mark !== undefined && mark !== HOSTILE_MARK) {
    await withClient(server, (client) => client.query(`drop database ${SIZE.name} with (force)`));
  }
  await ensureDatabase(server, build, { size: SIZE, log });
  if (mark !== HOSTILE_MARK) {
    log('writing hostile rows');
    await withClient(url, writeHostileRows);
  }
  return url;
}

/** The mark of an existing database; undefined where there is no such database, null where it has no rows. */
async function readMark(url) {
  try {
    return await withClient(url, async (client) => {
      const { rows } = await client.query(
        `select obj_description(to_regclass('claim_assignment'), 'pg_class') as mark`,
      );
      return rows[0].mark;
    });
  } catch (error) {
    // SQLSTATE 3D000: the database does not exist.
    if (error.code === '3D000') return undefined;
    throw error;
  }
}
