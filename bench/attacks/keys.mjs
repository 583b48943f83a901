import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ORGANIZATION } from '../database/catalogue.mjs';

const ALPHANUMERICS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Keys of each kind that a run creates, all with the default quotas. */
const KEYS = { editor: 100, publishable: 20, victim: 10 };

const FORMS = {
  editor: { type: 'csb', role: 'editor' },
  publishable: { type: 'cpk', role: 'readonly' },
  victim: { type: 'csb', role: 'readonly' },
};

/**
 * Creates the keys of a run and removes those of earlier ones. They are inserted directly: the `claims` command
 * takes half a second for each.
 * @returns {Promise<Record<'editor' | 'publishable' | 'victim', string[]>>}
 */
export async function createKeys(client) {
  await client.query('delete from api_key');
  const keys = {};
  for (const [kind, { type, role }] of Object.entries(FORMS)) {
    keys[kind] = Array.from({ length: KEYS[kind] }, () => newKey(type));
    await client.query(
      `insert into api_key (organization_id, type, role, name, hash, last_four)
       select $1, $2, $3, 'bench', k.hash, k.last_four from unnest($4::bytea[], $5::text[]) as k (hash, last_four)`,
      [
        ORGANIZATION,
        type,
        role,
        keys[kind].map((key) => hash('sha256', key, 'buffer')),
        keys[kind].map((key) => key.slice(-4)),
      ],
    );
  }
  return keys;
}

/** A key of the published form (docs/contract.md, "API keys"). */
function newKey(prefix) {
  const body = Array.from({ length: 32 }, () => ALPHANUMERICS[randomInt(ALPHANUMERICS.length)]).join('');
  return `${prefix}_${body}_${crc32(body).toString(16).padStart(8, '0')}`;
}
