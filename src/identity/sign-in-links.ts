import type { Database } from '../database/database.js';
import { changingData, unprepared } from '../database/statement.js';
import { generateSecret, hashSecret, isWellFormedSecret } from './secret.js';
import { IS_VALID_KEY, SESSION_SECONDS, SWEEP_SESSIONS } from './sessions.js';

/** How long a link works, in seconds. */
export const LINK_SECONDS = 10 * 60;

/** Links of keys that cannot be used any more are not made. */
const create = changingData(
  unprepared<{ expiresAt: string }>(
    `with swept as (delete from sign_in_link where expires_at < now())
insert into sign_in_link (hash, api_key_id, expires_at)
select $1, k.id, now() + $3 * interval '1 second' from api_key k
where k.id = $2::uuid and ${IS_VALID_KEY}
returning to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "expiresAt"`,
  ),
);

/**
 * Of several who use a link at the same time, the one that deletes it is let in. Together with the session,
 * so that a link is not lost when none can be opened.
 */
const redeem = changingData(
  unprepared<{ keyId: string }>(
    `with ${SWEEP_SESSIONS},
used as (
  delete from sign_in_link l using api_key k
  where l.hash = $1 and l.expires_at > now() and k.id = l.api_key_id and ${IS_VALID_KEY}
  returning k.id)
insert into session (hash, api_key_id, expires_at)
select $2, id, now() + $3 * interval '1 second' from used
returning api_key_id as "keyId"`,
  ),
);

/** A link's secret part, and when it stops working (ISO 8601, UTC). */
export interface SignInLink {
  readonly token: string;
  readonly expiresAt: string;
}

/** Makes a link that opens one session of the key with this id; undefined when no such key is valid. */
export async function createSignInLink(database: Database, keyId: string): Promise<SignInLink | undefined> {
  const token = generateSecret();
  const [row] = await database.query(create, [hashSecret(token), keyId, LINK_SECONDS]);
  return row && { token, expiresAt: row.expiresAt };
}

/**
 * Redeems a link and opens its session; returns the session's id, which only the browser stores. Undefined when
 * the link is malformed, unknown, used or too old, or its key can no longer be used.
 */
export async function redeemSignInLink(database: Database, token: string): Promise<string | undefined> {
  if (!isWellFormedSecret(token)) return undefined;
  const id = generateSecret();
  const [opened] = await database.query(redeem, [hashSecret(token), hashSecret(id), SESSION_SECONDS]);
  return opened && id;
}
