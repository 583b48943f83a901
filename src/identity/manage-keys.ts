import { generateApiKey } from '../codecs/api-key.js';
import type { Database } from '../database/database.js';
import { prepared, unprepared } from '../database/statement.js';
import type { ApiKeyType, Role } from '../entities/api-key.js';
import { hashApiKey } from './api-key-hash.js';

/** Properties of a new key. */
export interface NewApiKey {
  readonly organizationId: string;
  readonly type: ApiKeyType;
  /** Always `readonly` for a publishable key. */
  readonly role: Role;
  readonly name: string;
  /** Requests a minute and a day; 0: the default. */
  readonly rateLimitPerMinute: number;
  readonly rateLimitPerDay: number;
  readonly expiresAt: Date | null;
}

/** A key as it is listed: without the secret. */
export interface ListedApiKey {
  readonly id: string;
  readonly organizationId: string;
  readonly type: ApiKeyType;
  readonly role: Role;
  readonly name: string;
  readonly lastFour: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

const insert = prepared<{ id: string }>(
  'create_api_key',
  `insert into api_key
  (organization_id, type, role, name, hash, last_four, rate_limit_per_minute, rate_limit_per_day, expires_at)
select id, $2, $3, $4, $5, $6, $7::int, $8::int, $9::timestamptz from organization where id = $1::uuid
returning id`,
);

const list = unprepared<ListedApiKey>(
  `select id, organization_id as "organizationId", type, role, name, last_four as "lastFour",
  created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt", last_used_at as "lastUsedAt"
from api_key where $1::uuid is null or organization_id = $1::uuid order by id`,
);

const revoke = unprepared<{ id: string }>(
  'update api_key set revoked_at = coalesce(revoked_at, now()) where id = $1::uuid returning id',
);

/** Creates a key; this is the only time it can be seen. Undefined when there is no such organization. */
export async function createApiKey(
  database: Database,
  request: NewApiKey,
): Promise<{ id: string; key: string } | undefined> {
  const key = generateApiKey(request.type);
  const [row] = await database.query(insert, [
    request.organizationId,
    request.type,
    request.role,
    request.name,
    hashApiKey(key),
    key.slice(-4),
    request.rateLimitPerMinute,
    request.rateLimitPerDay,
    request.expiresAt,
  ]);
  return row && { id: row.id, key };
}

/** All keys, or those of one organization, oldest first. */
export function listApiKeys(database: Database, organizationId: string | null): Promise<ListedApiKey[]> {
  return database.query(list, [organizationId]);
}

/** Revokes a key for good; running servers refuse it within 5 s. False when there is no such key. */
export async function revokeApiKey(database: Database, id: string): Promise<boolean> {
  return (await database.query(revoke, [id])).length > 0;
}

const owner = unprepared<{ id: string; organizationId: string }>(
  'select id, organization_id as "organizationId" from api_key where hash = $1',
);

/** The organization (UUID) that a key belongs to, revoked or not; undefined for an unknown key. */
export async function findKeyOwner(database: Database, key: string): Promise<string | undefined> {
  return (await database.query(owner, [hashApiKey(key)]))[0]?.organizationId;
}

/** The id (UUID) of a key, revoked or not; undefined for an unknown key. */
export async function findKeyId(database: Database, key: string): Promise<string | undefined> {
  return (await database.query(owner, [hashApiKey(key)]))[0]?.id;
}
