import type { Opt } from '@mikro-orm/core';
import { Check, Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** The outcome of a write whose client may send it again under its key (docs/contract.md, "Retries"). */
@Entity({ tableName: 'idempotency_key' })
@Check({ name: 'idempotency_key_fingerprint_check', expression: 'octet_length(fingerprint) = 32' })
export class IdempotencyKey {
  /** Name of the quota account of the caller. */
  @PrimaryKey({ type: 'text', collation: 'C' })
  account!: string;

  /** As the client chose it. */
  @PrimaryKey({ type: 'text', collation: 'C' })
  key!: string;

  /** Which write of the request: a mutation field by its response key; empty in the REST API. */
  @PrimaryKey({ type: 'text', collation: 'C', default: '' })
  part!: string & Opt;

  /** SHA-256 of the request: its method and path or its operation, and its body. */
  @Property({ type: 'blob' })
  fingerprint!: Buffer;

  /** What the statement of the write returned, from which the response is made again. */
  @Property({ columnType: 'json' })
  outcome!: unknown;

  @Property({
    type: 'timestamptz',
    length: 6,
    defaultRaw: 'now()',
    index: 'idempotency_key_created_at_index',
  })
  createdAt!: Date & Opt;
}
