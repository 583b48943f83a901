import { Migration } from '@mikro-orm/migrations';

/**
 * Outcomes of writes that clients may send again (docs/contract.md, "Retries"), and the function that ends a batch which
 * cannot be stored as a whole.
 */
export class BatchesAndRetries extends Migration {
  override up(): void {
    this.addSql(`
      create table idempotency_key (
        account text collate "C" not null,
        key text collate "C" not null,
        part text collate "C" not null default '',
        fingerprint bytea not null,
        outcome json not null,
        created_at timestamptz(6) not null default now(),
        primary key (account, key, part),
        constraint idempotency_key_fingerprint_check check (octet_length(fingerprint) = 32)
      );`);
    this.addSql('create index idempotency_key_created_at_index on idempotency_key (created_at);');
    // A statement cannot roll itself back otherwise. The SQLSTATE is the reason.
    this.addSql(`
      create function end_batch(sqlstate_of_reason text) returns boolean language plpgsql as $$
      begin
        raise exception 'the batch was not stored' using errcode = sqlstate_of_reason;
      end $$;`);
  }
}
