import { shortId } from '../codecs/short-id.js';
import type { ApiKeyType, Role } from '../entities/api-key.js';
import { keyAccount } from '../quotas/accounts.js';
import type { CredentialKind, Principal } from '../services/principal.js';

/** The row of a principal, read from `api_key` by {@link KEY_COLUMNS}. */
export interface KeyRow {
  readonly id: string;
  readonly organizationId: string;
  readonly type: ApiKeyType;
  readonly role: Role;
  readonly perMinute: number;
  readonly perDay: number;
  /** Milliseconds since the epoch; null: never. */
  readonly expiresAt: string | null;
}

/** Columns of `api_key as k` that make a {@link KeyRow}. */
export const KEY_COLUMNS = `k.id, k.organization_id as "organizationId", k.type, k.role,
  k.rate_limit_per_minute as "perMinute", k.rate_limit_per_day as "perDay",
  (extract(epoch from k.expires_at) * 1000)::text as "expiresAt"`;

/** Returns the principal of a key, used directly or through a session that it opened. */
export function keyPrincipal(row: KeyRow, credential: CredentialKind = row.type): Principal {
  const id = shortId(row.id);
  const publishable = row.type === 'cpk';
  return {
    organizationId: row.organizationId,
    role: row.role,
    credential,
    publishable,
    actor: `key.${id}`,
    quota: keyAccount({ id, publishable, perMinute: row.perMinute, perDay: row.perDay }),
  };
}

/** When a key expires, in milliseconds since the epoch; infinite for one that does not. */
export function expiryOf({ expiresAt }: KeyRow): number {
  return expiresAt === null ? Number.POSITIVE_INFINITY : Number(expiresAt);
}
