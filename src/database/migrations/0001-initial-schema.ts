import { Migration } from '@mikro-orm/migrations';

/**
 * Organizations, keys, products, the claim catalogue, assignments and their history. The constraints
 * carry the domain's rules (docs/contract.md), so that no code path can store a wrong row; their names
 * are what failures are recognized by.
 */
export class InitialSchema extends Migration {
  override up(): void {
    // RFC 9562 version 7 with microseconds in the 12 bits after the version, so that ids made by one
    // server grow with its clock. PostgreSQL has its own uuidv7() only from version 18 on.
    this.addSql(`
      create function uuid_v7() returns uuid language sql volatile parallel safe as $$
        select encode(
          substring(int8send(us / 1000) from 3 for 6)
            || substring(int4send((28672 + (us % 1000) * 4096 / 1000)::int) from 3 for 2)
            || substring(uuid_send(gen_random_uuid()) from 9 for 8),
          'hex')::uuid
        from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as us) as clock
      $$;`);
    this.addSql(`
      create function is_claim_metadata(metadata jsonb) returns boolean
      language plpgsql immutable parallel safe as $$
      begin
        if metadata = '{}'::jsonb then return true; end if;
        if jsonb_typeof(metadata) <> 'object' then return false; end if;
        return (select count(*) <= 50 and bool_and(
            char_length(key) between 1 and 40
            and jsonb_typeof(value) = 'string'
            and char_length(value #>> '{}') between 1 and 500)
          from jsonb_each(metadata));
      end $$;`);

    this.addSql(`
      create table organization (
        id uuid not null default uuid_v7() primary key,
        name text not null,
        created_at timestamptz(6) not null default now(),
        constraint organization_name_check check (char_length(name) >= 1 and char_length(name) <= 255)
      );`);

    this.addSql(`
      create table api_key (
        id uuid not null default uuid_v7() primary key,
        organization_id uuid not null,
        type text not null,
        role text not null,
        name text not null default '',
        hash bytea not null,
        last_four text not null,
        rate_limit_per_minute int not null default 0,
        rate_limit_per_day int not null default 0,
        created_at timestamptz(6) not null default now(),
        expires_at timestamptz(6) null,
        revoked_at timestamptz(6) null,
        last_used_at timestamptz(6) null,
        constraint api_key_hash_unique unique (hash),
        constraint api_key_type_check check (type in ('csb', 'csu', 'cpk')),
        constraint api_key_role_check check (role in ('manager', 'editor', 'readonly')),
        constraint api_key_publishable_check check (type <> 'cpk' or role = 'readonly'),
        constraint api_key_hash_check check (octet_length(hash) = 32),
        constraint api_key_last_four_check check (last_four ~ '^[0-9a-f]{4}$'),
        constraint api_key_name_check check (char_length(name) <= 255),
        constraint api_key_rate_limits_check check (rate_limit_per_minute >= 0 and rate_limit_per_day >= 0),
        constraint api_key_organization_id_foreign foreign key (organization_id) references organization (id)
      );`);
    this.addSql('create index api_key_organization_id_index on api_key (organization_id);');

    this.addSql(`
      create table product (
        gtin text collate "C" not null primary key,
        organization_id uuid not null,
        name text collate "C" not null,
        brand text not null default '',
        created_at timestamptz(6) not null default now(),
        constraint product_gtin_check check (gtin ~ '^[0-9]{14}$'),
        constraint product_name_check check (char_length(name) >= 1 and char_length(name) <= 255),
        constraint product_brand_check check (char_length(brand) <= 255),
        constraint product_organization_id_foreign foreign key (organization_id) references organization (id)
      );`);
    this.addSql('create index product_organization_id_index on product (organization_id);');

    this.addSql(`
      create table claim (
        id uuid not null default uuid_v7() primary key,
        code text collate "C" not null,
        label text collate "C" not null,
        category text not null,
        requires_definition boolean not null default false,
        description text not null default '',
        created_at timestamptz(6) not null default now(),
        constraint claim_code_unique unique (code),
        constraint claim_code_check check (code ~ '^[A-Z0-9_]{1,50}$'),
        constraint claim_label_check check (char_length(label) >= 1 and char_length(label) <= 100),
        constraint claim_category_check check (category in
          ('DIETARY', 'INGREDIENT_ABSENCE', 'ALLERGEN_FREE', 'PROCESS', 'SUSTAINABILITY', 'OTHER'))
      );`);

    this.addSql(`
      create table claim_assignment (
        gtin text collate "C" not null,
        claim_id uuid not null,
        source text not null default 'BRAND_SELF_DECLARED',
        valid_from date null,
        expiration_date date null,
        evidence_url text not null default '',
        evidence_note text not null default '',
        metadata jsonb not null default '{}',
        created_at timestamptz(6) not null default now(),
        updated_at timestamptz(6) not null default now(),
        primary key (gtin, claim_id),
        constraint claim_assignment_gtin_foreign foreign key (gtin) references product (gtin),
        constraint claim_assignment_claim_id_foreign foreign key (claim_id) references claim (id),
        constraint claim_assignment_source_check
          check (source in ('BRAND_SELF_DECLARED', 'THIRD_PARTY_VERIFIED')),
        constraint claim_assignment_dates_check check (expiration_date >= valid_from),
        constraint claim_assignment_evidence_url_check check
          (evidence_url = '' or (evidence_url ~* '^https?://' and char_length(evidence_url) <= 2048)),
        constraint claim_assignment_evidence_note_check check (char_length(evidence_note) <= 10000),
        constraint claim_assignment_metadata_check check (is_claim_metadata(metadata))
      );`);
    this.addSql('create index claim_assignment_claim_id_gtin_index on claim_assignment (claim_id, gtin);');

    this.addSql(`
      create table claim_assignment_event (
        gtin text collate "C" not null,
        id uuid not null default uuid_v7(),
        claim_id uuid not null,
        at timestamptz(6) not null default clock_timestamp(),
        action text not null,
        organization_id uuid not null,
        actor text not null,
        changes jsonb not null default '[]',
        primary key (gtin, id),
        constraint claim_assignment_event_gtin_foreign foreign key (gtin) references product (gtin),
        constraint claim_assignment_event_claim_id_foreign foreign key (claim_id) references claim (id),
        constraint claim_assignment_event_organization_id_foreign
          foreign key (organization_id) references organization (id),
        constraint claim_assignment_event_action_check check (action in ('ASSIGNED', 'UPDATED', 'REMOVED')),
        constraint claim_assignment_event_changes_check check (jsonb_typeof(changes) = 'array')
      );`);
    this.addSql(`
      create index claim_assignment_event_gtin_claim_id_id_index
        on claim_assignment_event (gtin, claim_id, id);`);
  }
}
