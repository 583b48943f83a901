import { isWellFormedApiKey } from '../codecs/api-key.js';
import type { Database } from '../database/database.js';
import { prepared } from '../database/statement.js';
import type { MeasuredCache } from '../observability/cache-counts.js';
import type { Principal } from '../services/principal.js';
import { nameOfApiKey } from './api-key-hash.js';
import { ExpiringCache } from './expiring-cache.js';
import { expiryOf, KEY_COLUMNS, type KeyRow, keyPrincipal } from './key-principal.js';
import type { LastUse } from './last-use.js';
import { type VerificationGuard, verifyAll } from './verification-guard.js';

/** A key that was found in the database. */
interface VerifiedKey {
  readonly principal: Principal;
  /** UUID. */
  readonly id: string;
  /** Milliseconds since the epoch; infinite for a key without expiry. */
  readonly expiresAt: number;
}

const byHash = prepared<KeyRow>(
  'find_api_key',
  `select ${KEY_COLUMNS}
from api_key as k
where k.hash = $1 and k.revoked_at is null`,
);

/** Verifies API keys. */
export class ApiKeys {
  private readonly verified = new ExpiringCache((name) => this.lookUp(name));

  constructor(
    private readonly database: Database,
    private readonly lastUse: LastUse,
  ) {}

  /** Cache of verified keys. */
  get cache(): MeasuredCache {
    return this.verified;
  }

  /** Returns the principal of a key; undefined for one that is malformed, unknown, revoked or expired. */
  async identify(key: string, guard: VerificationGuard = verifyAll): Promise<Principal | undefined> {
    return (await this.verify(key, guard))?.principal;
  }

  /** Returns the key with its principal; undefined likewise. */
  async verify(key: string, guard: VerificationGuard = verifyAll): Promise<VerifiedKey | undefined> {
    if (!isWellFormedApiKey(key)) return undefined;
    const name = nameOfApiKey(key);
    if (!this.verified.wasFound(name)) guard();
    return unexpired(await this.verified.get(name));
  }

  /** Returns a key that is cached, with its principal; undefined for others. */
  recall(key: string): VerifiedKey | undefined {
    // Cached keys are well-formed.
    return unexpired(this.verified.recall(nameOfApiKey(key)));
  }

  private async lookUp(name: string): Promise<VerifiedKey | undefined> {
    const [row] = await this.database.query(byHash, [Buffer.from(name, 'base64')]);
    if (!row) return undefined;
    const key = { principal: keyPrincipal(row), id: row.id, expiresAt: expiryOf(row) };
    if (key.expiresAt > Date.now()) this.lastUse.note(row.id);
    return key;
  }
}

function unexpired(key: VerifiedKey | undefined): VerifiedKey | undefined {
  return key && key.expiresAt > Date.now() ? key : undefined;
}
