import { Migration } from '@mikro-orm/migrations';

/**
 * Sessions of browsers and the links that open one. Both belong to an API key and go with it; of their
 * secrets only hashes are stored.
 */
export class Sessions extends Migration {
  override up(): void {
    for (const table of ['session', 'sign_in_link']) {
      this.addSql(`
        create table ${table} (
          hash bytea not null primary key,
          api_key_id uuid not null,
          created_at timestamptz(6) not null default now(),
          expires_at timestamptz(6) not null,
          constraint ${table}_hash_check check (octet_length(hash) = 32),
          constraint ${table}_api_key_id_foreign foreign key (api_key_id)
            references api_key (id) on delete cascade
        );`);
      this.addSql(`create index ${table}_api_key_id_index on ${table} (api_key_id);`);
      this.addSql(`create index ${table}_expires_at_index on ${table} (expires_at);`);
    }
  }
}
