import type { Opt, Rel } from '@mikro-orm/core';
import { Check, Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ApiKey } from './api-key.js';

/** A link that signs a browser in once. */
@Entity({ tableName: 'sign_in_link' })
@Check({ name: 'sign_in_link_hash_check', expression: 'octet_length(hash) = 32' })
export class SignInLink {
  /** SHA-256 of the secret. */
  @PrimaryKey({ type: 'blob' })
  hash!: Buffer;

  /** The key that it acts as. */
  @ManyToOne(() => ApiKey, { index: 'sign_in_link_api_key_id_index', deleteRule: 'cascade' })
  apiKey!: Rel<ApiKey>;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt!: Date & Opt;

  @Property({ type: 'timestamptz', length: 6, index: 'sign_in_link_expires_at_index' })
  expiresAt!: Date;
}
