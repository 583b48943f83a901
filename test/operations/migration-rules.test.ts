import { readFile } from 'node:fs/promises';
import { type ListedMigration, migrations } from '../../src/database/migrations/index.js';
import { breakages } from '../support/migration-rules.js';

/** The statements of a migration, in their order. */
function statementsOf({ class: Migration }: ListedMigration): string[] {
  const migration = new Migration(undefined as never, undefined as never);
  migration.up();
  return migration.getQueries() as string[];
}

/** What each migration breaks, in their order. */
const languages = new Map<string, string>();
const found = migrations.map((migration) => ({
  ...migration,
  broken: breakages(statementsOf(migration), languages),
}));

describe('a migration', () => {
  it.each(found)(
    '$name keeps the rule for upgrades without downtime, or says why it does not',
    ({ stopOlderInstances, broken }) => {
      if (stopOlderInstances === undefined) expect(broken).toEqual([]);
      else expect(broken).not.toEqual([]);
    },
  );

  it('that needs older instances to be stopped is listed for operators, with its reason', async () => {
    const [, upgrades = ''] = (await readFile('docs/operations.md', 'utf8')).split('\n## Upgrades\n');
    const [section = ''] = upgrades.split('\n## ');
    const listed = section.match(/^\| `\d{4}-.*$/gm);
    expect(listed).toEqual(
      migrations
        .filter(({ stopOlderInstances }) => stopOlderInstances !== undefined)
        .map(({ name, stopOlderInstances }) => `| \`${name}\` | ${stopOlderInstances} |`),
    );
  });
});

describe('the rule permits', () => {
  it.each([
    'create table new_thing (id uuid primary key, product text references product (gtin))',
    'create domain short_text as text check (char_length(value) < 10)',
    'create or replace function f() returns int language sql as $$ delete from product returning 1 $$',
    'alter table product add column note text',
    "alter table product add column note text not null default 'drop table (x)'",
    'alter table product add note text, add column made_at timestamptz not null default now()',
    'alter table product add constraint product_note_check check (note <> brand) not valid',
    'alter table product validate constraint product_note_check',
    'alter table product alter column gtin set statistics 500',
    'create index concurrently session_note_index on session (note)',
    'create index product_note_index on product (note)',
    'create index claim_note_index on claim (note)',
    'analyze product',
    "comment on column product.note is 'rename to x'",
  ])('%s', (statement) => {
    expect(breakages([statement])).toEqual([]);
  });

  it('any statement about a table that the same migration creates', () => {
    const create = 'create table new_thing (id int)';
    const alter = 'alter table new_thing add constraint new_thing_pkey primary key (id)';
    const index = 'create index new_thing_index on new_thing (id)';
    expect(breakages([create, alter, index])).toEqual([]);
  });
});

describe('the rule refuses', () => {
  it('a function that is replaced in another language', () => {
    const inSql = 'create function f() returns int language sql as $$ select 1 $$';
    const inPlpgsql =
      'create or replace function f() returns int language plpgsql as $$ begin return 1; end $$';
    expect(breakages([inSql, inPlpgsql])).toHaveLength(1);
    expect(breakages([inPlpgsql, inPlpgsql])).toEqual([]);
  });

  it.each([
    'drop table session',
    'drop index product_search_index',
    'alter table product drop column brand',
    'alter table product add column note text, drop constraint product_name_check',
    'alter table product rename column brand to label',
    'alter table product rename to item',
    "alter type colour rename value 'red' to 'rot'",
    'alter table product alter brand set not null',
    'alter table product alter column brand drop not null',
    'alter table product alter column brand drop default',
    'alter table product alter column brand type varchar(20)',
    'ALTER TABLE product\n  ALTER COLUMN brand SET DATA TYPE varchar(20)',
    'alter table product add column note text not null',
    'alter table product add column id uuid not null default uuid_v7()',
    'alter table product add column note text unique',
    'alter table product add column owner uuid references organization (id)',
    'alter table product add constraint product_note_check check (note <> brand)',
    'alter table product add constraint p foreign key (owner) references organization (id)',
    'alter table product add unique (name)',
    "alter domain claim_assignment_source add constraint c check (value <> '')",
    'create index session_note_index on session (note)',
    'create index claim_assignment_note_index on claim_assignment (note)',
    'create unique index product_note_index on product (note)',
    'create trigger t before insert on product for each row execute function f()',
    'update product set brand = upper(brand)',
    'truncate session',
    'lock table product',
  ])('%s', (statement) => {
    expect(breakages([statement])).toHaveLength(1);
  });
});
