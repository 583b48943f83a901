import { logoUrlColumn, urlSchema } from './catalogue-columns.js';
import { type ImportColumn, rowCheck } from './column.js';
import { faultOf } from './fault.js';
import type { ImportKind } from './import-kind.js';
import { duplicates } from './rejection.js';

const columns: readonly ImportColumn[] = [
  {
    name: 'name',
    aliases: ['certification body', 'body', 'issuer'],
    kind: 'text',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 255, format: 'text' },
  },
  { name: 'website', aliases: ['url', 'homepage'], kind: 'text', required: false, schema: urlSchema },
  {
    name: 'description',
    aliases: ['definition'],
    kind: 'text',
    required: false,
    schema: { type: 'string', maxLength: 10_000, format: 'text' },
  },
  logoUrlColumn,
];

const firstIssue = rowCheck(columns);

/** The columns that a row sets, and how they stand in the table and in the file. */
const stored = '(b.website, b.description, b.logo_url)';
const wanted = '(r.website, r.description, r.logo_url)';

/** Files of certification bodies, known by their names. */
export const certificationBodyImport: ImportKind = {
  columns,
  check(given) {
    const issue = firstIssue(given);
    if (issue) return faultOf(issue);
    const row = given as { name: string; website?: string; description?: string; logo_url?: string };
    return { staged: [row.name, row.website ?? '', row.description ?? '', row.logo_url ?? null] };
  },
  staging: [
    ['name', 'text collate "C" not null'],
    ['website', 'text not null'],
    ['description', 'text not null'],
    ['logo_url', 'text'],
  ],
  key: ['name'],
  rejections: [duplicates(['name'], 'name')],
  create: {
    text: `
with created as (
  insert into certification_body (name, website, description, logo_url)
  select name, website, description, logo_url from import_row order by name
  on conflict (name) do nothing
  returning name),
done as (delete from import_row r using created c where r.name = c.name)
select count(*)::int as count from created`,
    values: [],
  },
  skip: {
    text: `
with done as (
  delete from import_row r using certification_body b
  where b.name = r.name and ${stored} is not distinct from ${wanted} returning 1)
select count(*)::int as count from done`,
    values: [],
  },
  update: {
    text: `
with locked as (
  select b.id, r.* from import_row r join certification_body b on b.name = r.name
  where ${stored} is distinct from ${wanted}
  order by b.name for no key update of b),
updated as (
  update certification_body b set website = l.website, description = l.description, logo_url = l.logo_url
  from locked l where b.id = l.id
  returning b.name),
done as (delete from import_row r using updated u where r.name = u.name)
select count(*)::int as count from updated`,
    values: [],
  },
};
