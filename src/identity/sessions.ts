import type { Database } from '../database/database.js';
import { changingData, prepared } from '../database/statement.js';
import type { MeasuredCache } from '../observability/cache-counts.js';
import type { Principal } from '../services/principal.js';
import { ExpiringCache } from './expiring-cache.js';
import { expiryOf, KEY_COLUMNS, type KeyRow, keyPrincipal } from './key-principal.js';
import type { LastUse } from './last-use.js';
import { generateSecret, hashSecret, isWellFormedSecret } from './secret.js';
import { type VerificationGuard, verifyAll } from './verification-guard.js';

/** Lifetime of a session, in seconds: 12 hours from its start, whatever its use. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** A session that was found in the database. */
interface LiveSession {
  readonly principal: Principal;
  /** When the session or the key expires, the earlier of the two; milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** SQL condition on `api_key as k`: the key is valid. */
export const IS_VALID_KEY = 'k.revoked_at is null and (k.expires_at is null or k.expires_at > now())';

/** Expired sessions are deleted along with new ones, a few at a time, so that the table does not grow without limit. */
export const SWEEP_SESSIONS = `swept as (delete from session where hash in
  (select s.hash from session s where s.expires_at < now() order by s.expires_at limit 10 for update skip locked))`;

/** The key is checked again: the cached one may have expired since. */
const open = changingData(
  prepared<{ keyId: string }>(
    'open_session',
    `with ${SWEEP_SESSIONS}
insert into session (hash, api_key_id, expires_at)
select $1, k.id, now() + $3 * interval '1 second' from api_key k where k.id = $2::uuid and ${IS_VALID_KEY}
returning api_key_id as "keyId"`,
  ),
);

const byHash = prepared<KeyRow & { readonly endsAt: string }>(
  'find_session',
  `select ${KEY_COLUMNS}, (extract(epoch from s.expires_at) * 1000)::text as "endsAt"
from session s join api_key k on k.id = s.api_key_id
where s.hash = $1 and s.expires_at > now() and k.revoked_at is null`,
);

const end = changingData(prepared('end_sessions', 'delete from session where hash = any($1::bytea[])'));

/** Sessions of browsers. Each acts as the API key that opened it, and ends with it. */
export class Sessions {
  private readonly live = new ExpiringCache((name) => this.lookUp(name));

  constructor(
    private readonly database: Database,
    private readonly lastUse: LastUse,
  ) {}

  /** Cache of sessions. */
  get cache(): MeasuredCache {
    return this.live;
  }

  /**
   * Opens a session of the key with this id (UUID); returns the session's id, which only the browser stores.
   * Undefined when there is no such key, or it was revoked or has expired.
   */
  async open(keyId: string): Promise<string | undefined> {
    const id = generateSecret();
    const [opened] = await this.database.query(open, [hashSecret(id), keyId, SESSION_SECONDS]);
    return opened && id;
  }

  /** Returns the principal of a session; undefined for one that is malformed, unknown or over. */
  async identify(id: string, guard: VerificationGuard = verifyAll): Promise<Principal | undefined> {
    if (!isWellFormedSecret(id)) return undefined;
    const name = hashSecret(id).toString('base64');
    if (!this.live.wasFound(name)) guard();
    const found = await this.live.get(name);
    return found && found.expiresAt > Date.now() ? found.principal : undefined;
  }

  /**
   * Ends the existing sessions with these ids: here at once, on other instances within 5 s. One statement, whatever the
   * number of ids.
   */
  async end(ids: readonly string[]): Promise<void> {
    const hashes = ids.filter(isWellFormedSecret).map(hashSecret);
    if (hashes.length === 0) return;
    await this.database.query(end, [hashes]);
    for (const hash of hashes) this.live.forget(hash.toString('base64'));
  }

  private async lookUp(name: string): Promise<LiveSession | undefined> {
    const [row] = await this.database.query(byHash, [Buffer.from(name, 'base64')]);
    if (!row) return undefined;
    const expiresAt = Math.min(expiryOf(row), Number(row.endsAt));
    if (expiresAt > Date.now()) this.lastUse.note(row.id);
    return { principal: keyPrincipal(row, 'session'), expiresAt };
  }
}
