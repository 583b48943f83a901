import { logoUrlColumn, urlSchema } from './catalogue-columns.js';
import { type ImportColumn, rowCheck } from './column.js';
import { faultOf } from './fault.js';
import type { ImportKind } from './import-kind.js';
import { duplicates, type Rejection } from './rejection.js';

const text = (maxLength: number) => ({ type: 'string', maxLength, format: 'text' });

const columns: readonly ImportColumn[] = [
  {
    name: 'code',
    aliases: ['certification code', 'certification'],
    kind: 'code',
    required: false,
    schema: { type: 'string', pattern: '^[A-Z0-9_]{1,50}$' },
    expected: 'Input should be a code: 1 to 50 of the characters A to Z, 0 to 9 and _',
  },
  {
    name: 'label',
    aliases: ['name', 'title', 'certification label'],
    kind: 'text',
    required: true,
    schema: { ...text(255), minLength: 1 },
  },
  { name: 'description', aliases: ['definition'], kind: 'text', required: false, schema: text(10_000) },
  { name: 'url', aliases: ['website'], kind: 'text', required: false, schema: urlSchema },
  logoUrlColumn,
  {
    name: 'certification_body',
    aliases: ['body', 'issuer', 'certification body name'],
    kind: 'text',
    required: false,
    schema: text(255),
  },
  {
    name: 'program',
    aliases: ['programme', 'certification agency'],
    kind: 'text',
    required: false,
    schema: text(255),
  },
  {
    name: 'standard',
    aliases: ['certification standard'],
    kind: 'text',
    required: false,
    schema: text(255),
  },
];

const firstIssue = rowCheck(columns);

/** The columns that a row sets besides its key, and how they stand in the table and in the file. */
const stored = '(c.label, c.description, c.url, c.logo_url, c.certification_body_id, c.program, c.standard)';
const wanted = '(r.label, r.description, r.url, r.logo_url, b.id, r.program, r.standard)';

/** Rows with their bodies; `$1` is the organization, null for certifications that all share. */
const rows = 'import_row r left join certification_body b on b.name = r.certification_body';

/** The certification `c` that a row is about: by its code or, without one, by its label. */
const isRow = `c.organization_id is not distinct from $1::uuid and c.code = r.code and (r.code <> '' or c.label = r.label)`;

/** Files of certifications: those of the organization (UUID), or those that all share. */
export function certificationImport(organizationId: string | null): ImportKind {
  const values = [organizationId];
  return {
    columns,
    check(given) {
      const issue = firstIssue(given);
      if (issue) return faultOf(issue);
      const row = given as Readonly<Record<string, string>>;
      if (row.code === undefined && organizationId === null) {
        const msg = 'Field required: only certifications of an organization have no code';
        return faultOf({ path: ['code'], msg, type: 'missing' });
      }
      const { code = '', label = '', description = '', url = '', program = '', standard = '' } = row;
      const body = row.certification_body ?? null;
      return { staged: [code, label, description, url, row.logo_url ?? null, body, program, standard] };
    },
    staging: [
      ['code', 'text collate "C" not null'],
      ['label', 'text collate "C" not null'],
      ['description', 'text not null'],
      ['url', 'text not null'],
      ['logo_url', 'text'],
      ['certification_body', 'text collate "C"'],
      ['program', 'text not null'],
      ['standard', 'text not null'],
    ],
    key: ['code', 'label'],
    rejections: [unknownBody, duplicateCode, duplicates(['code', 'label'], 'label')],
    create: { text: create, values },
    skip: { text: skip, values },
    update: { text: update, values },
  };
}

const unknownBody: Rejection = {
  column: 'certification_body',
  reason: 'Certification body not found',
  showsValue: false,
  remove: `
  delete from import_row r where r.certification_body is not null
    and not exists (select from certification_body b where b.name = r.certification_body) returning r.*`,
};

/** Rows without a code may be many. */
const duplicateCode: Rejection = {
  ...duplicates(['code'], 'code'),
  remove: `
  delete from import_row r using (
    select code, min(line) as first_line from import_row where code <> '' group by code having count(*) > 1) f
  where r.code = f.code and r.line > f.first_line
  returning r.*, f.first_line`,
};

/** No look-up comes first: `on conflict` also sees rows that appear meanwhile, by whichever unique index it is. */
const create = `
with created as (
  insert into certification
    (organization_id, code, label, description, url, logo_url, certification_body_id, program, standard)
  select $1::uuid, r.code, r.label, r.description, r.url, r.logo_url, b.id, r.program, r.standard
  from ${rows} order by r.code, r.label
  on conflict do nothing
  returning organization_id, code, label),
done as (
  delete from import_row r using created c where ${isRow})
select count(*)::int as count from created`;

const skip = `
with found as (
  select r.line from ${rows} join certification c on ${isRow}
  where ${stored} is not distinct from ${wanted}),
done as (delete from import_row r using found f where r.line = f.line)
select count(*)::int as count from found`;

const update = `
with locked as (
  select c.id, b.id as body_id, r.*
  from ${rows} join certification c on ${isRow}
  where ${stored} is distinct from ${wanted}
  order by c.id for no key update of c),
updated as (
  update certification c set label = l.label, description = l.description, url = l.url,
    logo_url = l.logo_url, certification_body_id = l.body_id, program = l.program, standard = l.standard
  from locked l where c.id = l.id
  returning l.line),
done as (delete from import_row r using updated u where r.line = u.line)
select count(*)::int as count from updated`;
