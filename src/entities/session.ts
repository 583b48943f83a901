import type { Opt, Rel } from '@mikro-orm/core';
import { Check, Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { ApiKey } from './api-key.js';

/** A browser that is signed in. Its id is known to the browser alone. */
@Entity({ tableName: 'session' })
@Check({ name: 'session_hash_check', expression: 'octet_length(hash) = 32' })
export class Session {
  /** SHA-256 of the secret. */
  @PrimaryKey({ type: 'blob' })
  hash!: Buffer;

  /** The key that it acts as. */
  @ManyToOne(() => ApiKey, { index: 'session_api_key_id_index', deleteRule: 'cascade' })
  apiKey!: Rel<ApiKey>;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt!: Date & Opt;

  @Property({ type: 'timestamptz', length: 6, index: 'session_expires_at_index' })
  expiresAt!: Date;
}
