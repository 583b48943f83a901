import type { Opt, Rel } from '@mikro-orm/core';
import { Check, Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Organization } from './organization.js';

/** Kinds of key, which are also their prefixes: business, user, publishable. */
export const apiKeyTypes = ['csb', 'csu', 'cpk'] as const;
export type ApiKeyType = (typeof apiKeyTypes)[number];

/** What a credential may do in its organization. */
export const roles = ['manager', 'editor', 'readonly'] as const;
export type Role = (typeof roles)[number];

/** An API key without its secret, of which only the SHA-256 is kept. */
@Entity({ tableName: 'api_key' })
@Check({ name: 'api_key_type_check', expression: `type in ('csb', 'csu', 'cpk')` })
@Check({ name: 'api_key_role_check', expression: `role in ('manager', 'editor', 'readonly')` })
@Check({ name: 'api_key_publishable_check', expression: `type <> 'cpk' or role = 'readonly'` })
@Check({ name: 'api_key_hash_check', expression: 'octet_length(hash) = 32' })
@Check({ name: 'api_key_last_four_check', expression: `last_four ~ '^[0-9a-f]{4}$'` })
@Check({ name: 'api_key_name_check', expression: 'char_length(name) <= 255' })
@Check({
  name: 'api_key_rate_limits_check',
  expression: 'rate_limit_per_minute >= 0 and rate_limit_per_day >= 0',
})
export class ApiKey {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuid_v7()' })
  id!: string & Opt;

  @ManyToOne(() => Organization, { index: 'api_key_organization_id_index' })
  organization!: Rel<Organization>;

  @Property({ type: 'text' })
  type!: ApiKeyType;

  @Property({ type: 'text' })
  role!: Role;

  @Property({ type: 'text', default: '' })
  name!: string & Opt;

  /** SHA-256 of the whole key. */
  @Property({ type: 'blob' })
  @Unique({ name: 'api_key_hash_unique' })
  hash!: Buffer;

  /** Last four characters of the key, to tell keys apart in lists. */
  @Property({ type: 'text' })
  lastFour!: string;

  /** Requests a minute; 0: the default of the key's type. */
  @Property({ type: 'integer', default: 0 })
  rateLimitPerMinute!: number & Opt;

  /** Requests a day; 0: the default. */
  @Property({ type: 'integer', default: 0 })
  rateLimitPerDay!: number & Opt;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt!: Date & Opt;

  @Property({ type: 'timestamptz', length: 6, nullable: true })
  expiresAt!: Date | null;

  @Property({ type: 'timestamptz', length: 6, nullable: true })
  revokedAt!: Date | null;

  @Property({ type: 'timestamptz', length: 6, nullable: true })
  lastUsedAt!: Date | null;
}
