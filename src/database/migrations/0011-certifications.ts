import { Migration } from '@mikro-orm/migrations';

/** Rules of single columns of an assignment. As domains, they cost a write less than checks (migration 0006). */
const domains: Readonly<Record<string, { readonly type: string; readonly check: string }>> = {
  certificate_number: { type: 'text', check: 'char_length(value) <= 100' },
  issuing_body: { type: 'text', check: 'char_length(value) <= 255' },
  verification_url: {
    type: 'text',
    check: `value = '' or (value ~* '^https?://' and char_length(value) <= 2048)`,
  },
  verification_status: { type: 'text', check: `value in ('unverified', 'verified', 'expired')` },
  scope: { type: 'text', check: 'char_length(value) <= 10000' },
  certification_value: { type: 'text', check: 'char_length(value) <= 255' },
  // Two capital letters need no quotes in the text of an array, and a null element has four.
  certificate_countries: {
    type: 'text[]',
    check: `cardinality(value) <= 250 and value::text ~ '^\\{([A-Z]{2}(,[A-Z]{2})*)?\\}$'`,
  },
  metadata: { type: 'jsonb', check: 'is_claim_metadata(value)' },
};

/**
 * Certification bodies, certifications, their assignments to products and the history of these. The constraints carry
 * the domain's rules (docs/contract.md, "Certifications").
 */
export class Certifications extends Migration {
  override up(): void {
    this.catalogue();
    this.assignments();
  }

  private catalogue(): void {
    this.addSql(`
      create table certification_body (
        id uuid not null default uuid_v7() primary key,
        name text collate "C" not null,
        folded_name text collate "C" not null generated always as (fold_case(name)) stored,
        website text not null default '',
        description text not null default '',
        logo_url text null,
        created_at timestamptz(6) not null default now(),
        constraint certification_body_name_unique unique (name),
        constraint certification_body_name_check check (char_length(name) >= 1 and char_length(name) <= 255),
        constraint certification_body_website_check check
          (website = '' or (website ~* '^https?://' and char_length(website) <= 2048)),
        constraint certification_body_description_check check (char_length(description) <= 10000),
        constraint certification_body_logo_url_check check
          (logo_url ~* '^https?://' and char_length(logo_url) <= 2048)
      );`);
    this.addSql(`
      create table certification (
        id uuid not null default uuid_v7() primary key,
        organization_id uuid null,
        code text collate "C" not null default '',
        label text collate "C" not null,
        folded_label text collate "C" not null generated always as (fold_case(label)) stored,
        description text not null default '',
        url text not null default '',
        logo_url text null,
        certification_body_id uuid null,
        program text not null default '',
        standard text not null default '',
        created_at timestamptz(6) not null default now(),
        constraint certification_organization_id_foreign
          foreign key (organization_id) references organization (id),
        constraint certification_certification_body_id_foreign
          foreign key (certification_body_id) references certification_body (id),
        constraint certification_code_check check
          (code ~ '^[A-Z0-9_]{1,50}$' or code = '' and organization_id is not null),
        constraint certification_label_check check (char_length(label) >= 1 and char_length(label) <= 255),
        constraint certification_description_check check (char_length(description) <= 10000),
        constraint certification_url_check check
          (url = '' or (url ~* '^https?://' and char_length(url) <= 2048)),
        constraint certification_logo_url_check check
          (logo_url ~* '^https?://' and char_length(logo_url) <= 2048),
        constraint certification_program_check check (char_length(program) <= 255),
        constraint certification_standard_check check (char_length(standard) <= 255)
      );`);
    this.addSql(
      'create unique index certification_code_unique on certification (code) where organization_id is null;',
    );
    this.addSql(`
      create unique index certification_organization_id_code_unique on certification (organization_id, code)
        where code <> '';`);
    this.addSql(`
      create unique index certification_organization_id_label_unique on certification (organization_id, label)
        where code = '';`);
    this.addSql('create index certification_code_label_id_index on certification (code, label, id);');
    this.addSql('create index certification_label_code_id_index on certification (label, code, id);');
    this.addSql(`
      create index certification_certification_body_id_code_label_id_index
        on certification (certification_body_id, code, label, id);`);
  }

  private assignments(): void {
    for (const [column, { type, check }] of Object.entries(domains)) {
      const name = `certification_assignment_${column}`;
      this.addSql(`create domain ${name} as ${type} constraint ${name}_check check (${check});`);
    }
    this.addSql(`
      create table certification_assignment (
        gtin text collate "C" not null,
        certification_id uuid not null,
        valid_from date null,
        expiration_date date null,
        certificate_number certification_assignment_certificate_number not null default '',
        issuing_body certification_assignment_issuing_body not null default '',
        verification_url certification_assignment_verification_url not null default '',
        verification_status certification_assignment_verification_status not null default 'unverified',
        scope certification_assignment_scope not null default '',
        certification_value certification_assignment_certification_value not null default '',
        audit_date date null,
        initial_certification_date date null,
        certificate_countries certification_assignment_certificate_countries not null default '{}',
        metadata certification_assignment_metadata not null default '{}',
        created_at timestamptz(6) not null default now(),
        updated_at timestamptz(6) not null default now(),
        primary key (gtin, certification_id),
        constraint certification_assignment_gtin_foreign foreign key (gtin) references product (gtin),
        constraint certification_assignment_certification_id_foreign
          foreign key (certification_id) references certification (id),
        constraint certification_assignment_dates_check check (expiration_date >= valid_from)
      );`);
    this.addSql(`
      create index certification_assignment_certification_id_gtin_index
        on certification_assignment (certification_id, gtin);`);
    // With foreign keys, not the triggers of migration 0006: these would run in the writes of older instances.
    this.addSql(`
      create table certification_assignment_event (
        gtin text collate "C" not null,
        id uuid not null default uuid_v7(),
        certification_id uuid not null,
        at timestamptz(6) not null default clock_timestamp(),
        action claim_assignment_event_action not null,
        organization_id uuid not null,
        actor text not null,
        changes claim_assignment_event_changes not null default '[]',
        position bigint not null default event_position(),
        primary key (gtin, id),
        constraint certification_assignment_event_gtin_foreign foreign key (gtin) references product (gtin),
        constraint certification_assignment_event_certification_id_foreign
          foreign key (certification_id) references certification (id),
        constraint certification_assignment_event_organization_id_foreign
          foreign key (organization_id) references organization (id)
      );`);
    this.addSql(`
      create index certification_assignment_event_gtin_certification_id_id_index
        on certification_assignment_event (gtin, certification_id, id);`);
    this.addSql(`
      create index certification_assignment_event_organization_position_id_index
        on certification_assignment_event (organization_id, position, id);`);
  }
}
