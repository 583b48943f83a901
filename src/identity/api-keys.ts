import { LRUCache } from 'lru-cache';
import { isWellFormedApiKey } from '../codecs/api-key.js';
import { shortId } from '../codecs/short-id.js';
import type { Database } from '../database/database.js';
import { prepared } from '../database/statement.js';
import type { ApiKeyType, Role } from '../entities/api-key.js';
import type { Principal } from '../services/principal.js';
import { hashApiKey } from './api-key-hash.js';
import type { LastUse } from './last-use.js';

/** A key that was found in the database. */
interface VerifiedKey {
  readonly principal: Principal;
  /** Milliseconds since the epoch; infinite for a key without expiry. */
  readonly expiresAt: number;
}

interface KeyRow {
  readonly id: string;
  readonly organizationId: string;
  readonly type: ApiKeyType;
  readonly role: Role;
  readonly expiresAt: string | null;
}

const byHash = prepared<KeyRow>(
  'find_api_key',
  `select id, organization_id as "organizationId", type, role,
  (extract(epoch from expires_at) * 1000)::text as "expiresAt"
from api_key
where hash = $1 and revoked_at is null`,
);

/** How long a verified key is believed: a revocation takes effect within 5 s. */
const BELIEVED_MS = 4_000;

/** Most keys remembered at once. */
const MOST_KEYS = 10_000;

/**
 * Verifies API keys. Keys that were found are remembered for a few seconds in a bounded cache; keys that
 * were not are never remembered, so that guesses cannot fill it and a new key works at once.
 */
export class ApiKeys {
  private readonly verified = new LRUCache<string, VerifiedKey>({ max: MOST_KEYS, ttl: BELIEVED_MS });
  private readonly pending = new Map<string, Promise<VerifiedKey | undefined>>();

  constructor(
    private readonly database: Database,
    private readonly lastUse: LastUse,
  ) {}

  /** Who holds this key; undefined for one that is malformed, unknown, revoked or expired. */
  async identify(key: string): Promise<Principal | undefined> {
    if (!isWellFormedApiKey(key)) return undefined;
    const hash = hashApiKey(key);
    const name = hash.toString('base64');
    const found = this.verified.get(name) ?? (await this.lookUpOnce(name, hash));
    return found && found.expiresAt > Date.now() ? found.principal : undefined;
  }

  /** Requests that arrive together share one look-up. */
  private lookUpOnce(name: string, hash: Buffer): Promise<VerifiedKey | undefined> {
    const running = this.pending.get(name);
    if (running) return running;
    const lookUp = this.lookUp(name, hash).finally(() => this.pending.delete(name));
    this.pending.set(name, lookUp);
    return lookUp;
  }

  private async lookUp(name: string, hash: Buffer): Promise<VerifiedKey | undefined> {
    // The moment before the look-up counts, or a revocation during a slow one would be believed longer.
    const start = performance.now();
    const [row] = await this.database.query(byHash, [hash]);
    if (!row) return undefined;
    const key: VerifiedKey = {
      principal: {
        organizationId: row.organizationId,
        role: row.role,
        credential: row.type,
        actor: `key.${shortId(row.id)}`,
      },
      expiresAt: row.expiresAt === null ? Number.POSITIVE_INFINITY : Number(row.expiresAt),
    };
    this.verified.set(name, key, { start });
    if (key.expiresAt > Date.now()) this.lastUse.note(row.id);
    return key;
  }
}
