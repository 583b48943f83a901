import { raw } from '@mikro-orm/core';
import type { Database } from '../database/database.js';
import { changingData, unprepared } from '../database/statement.js';
import { ApiKey } from '../entities/api-key.js';
import { SignInLink } from '../entities/sign-in-link.js';
import { generateSecret, hashSecret, isWellFormedSecret } from './secret.js';
import { IS_VALID_KEY, SESSION_SECONDS, SWEEP_SESSIONS } from './sessions.js';

/** How long a link works, in seconds. */
export const LINK_SECONDS = 10 * 60;

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
export interface NewSignInLink {
  readonly token: string;
  readonly expiresAt: string;
}

/**
 * Makes a link that opens one session of the key with this id (UUID); undefined when no such key is valid. Removes the
 * links that have expired.
 */
export function createSignInLink(database: Database, keyId: string): Promise<NewSignInLink | undefined> {
  return database.withEntities(async (entities) => {
    const now = raw('now()');
    await entities.nativeDelete(SignInLink, { expiresAt: { $lt: now } });
    const apiKey = await entities.findOne(ApiKey, {
      id: keyId,
      revokedAt: null,
      $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }],
    });
    if (!apiKey) return undefined;
    const token = generateSecret();
    const hash = hashSecret(token);
    // By the clock of the database, which also decides when a link has expired.
    const expiresAt = raw<Date>(`now() + interval '${LINK_SECONDS} seconds'`);
    await entities.insert(SignInLink, { hash, apiKey, expiresAt });
    const link = await entities.findOneOrFail(SignInLink, { hash });
    return { token, expiresAt: toSeconds(link.expiresAt) };
  });
}

/** ISO 8601 in UTC, without fractions of a second. */
const toSeconds = (time: Date) => `${time.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}Z`;

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
