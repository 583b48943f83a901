import { raw } from '@mikro-orm/core';
import { generateApiKey } from '../codecs/api-key.js';
import type { Database } from '../database/database.js';
import { constraintViolation } from '../database/failure.js';
import { ApiKey, type ApiKeyType, type Role } from '../entities/api-key.js';
import { Organization } from '../entities/organization.js';
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
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** Creates a key, which cannot be shown again. Undefined if the organization is unknown. */
export async function createApiKey(
  database: Database,
  { organizationId, ...values }: NewApiKey,
): Promise<{ id: string; key: string } | undefined> {
  const key = generateApiKey(values.type);
  try {
    return await database.withEntities(async (entities) => {
      const organization = entities.getReference(Organization, organizationId);
      const secret = { hash: hashApiKey(key), lastFour: key.slice(-4) };
      const created = entities.create(ApiKey, { ...values, ...secret, organization });
      await entities.flush();
      return { id: created.id, key };
    });
  } catch (error) {
    if (constraintViolation(error)?.constraint === 'api_key_organization_id_foreign') return undefined;
    throw error;
  }
}

/** All keys, or those of one organization, oldest first. */
export function listApiKeys(database: Database, organizationId: string | null): Promise<ListedApiKey[]> {
  return database.withEntities(async (entities) => {
    const where = organizationId === null ? {} : { organization: organizationId };
    const keys = await entities.find(ApiKey, where, { orderBy: { id: 'asc' }, exclude: ['hash'] });
    return keys.map(({ organization, ...key }) => ({ ...key, organizationId: organization.id }));
  });
}

/** Revokes a key; running servers refuse it within 5 s. Returns false if the key is unknown. */
export async function revokeApiKey(database: Database, id: string): Promise<boolean> {
  // One statement, by the database's clock: of two revocations, the first one counts.
  // Citus calls no function of the clock within `coalesce`.
  const revokedAt = raw<Date>('least(revoked_at, now())');
  return (
    (await database.withEntities((entities) => entities.nativeUpdate(ApiKey, { id }, { revokedAt }))) > 0
  );
}

/** The organization (UUID) that a key belongs to, revoked or not; undefined for an unknown key. */
export async function findKeyOwner(database: Database, key: string): Promise<string | undefined> {
  return (await findKey(database, key))?.organization.id;
}

/** The id (UUID) of a key, revoked or not; undefined for an unknown key. */
export async function findKeyId(database: Database, key: string): Promise<string | undefined> {
  return (await findKey(database, key))?.id;
}

function findKey(database: Database, key: string): Promise<ApiKey | null> {
  return database.withEntities((entities) => entities.findOne(ApiKey, { hash: hashApiKey(key) }));
}
