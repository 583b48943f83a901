import { claimCategories } from '../../entities/claim.js';
import { type ImportColumn, rowCheck } from './column.js';
import { faultOf } from './fault.js';
import type { ImportKind } from './import-kind.js';
import { duplicates } from './rejection.js';

const columns: readonly ImportColumn[] = [
  {
    name: 'code',
    aliases: ['claim code', 'claim'],
    kind: 'code',
    required: true,
    schema: { type: 'string', pattern: '^[A-Z0-9_]{1,50}$' },
    expected: 'Input should be a code: 1 to 50 of the characters A to Z, 0 to 9 and _',
  },
  {
    name: 'label',
    aliases: ['name', 'title'],
    kind: 'text',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 100, format: 'text' },
  },
  {
    name: 'category',
    aliases: ['claim category'],
    kind: 'code',
    required: true,
    schema: { type: 'string', enum: claimCategories },
  },
  {
    name: 'description',
    aliases: ['definition'],
    kind: 'text',
    required: false,
    schema: { type: 'string', format: 'text' },
  },
  {
    name: 'requires_definition',
    aliases: [],
    kind: 'boolean',
    required: false,
    // A list of values, because the message about an invalid type would not name the two valid ones.
    schema: { enum: [true, false] },
  },
];

const firstIssue = rowCheck(columns);

/** The columns that a row sets, and how they stand in the table and in the file. */
const stored = '(c.label, c.category, c.description, c.requires_definition)';
const wanted = '(r.label, r.category, r.description, r.requires_definition)';

/** Files of the catalogue, known by their codes. */
export const claimImport: ImportKind = {
  columns,
  check(given) {
    const issue = firstIssue(given);
    if (issue) return faultOf(issue);
    const row = given as {
      code: string;
      label: string;
      category: string;
      description?: string;
      requires_definition?: boolean;
    };
    return {
      staged: [row.code, row.label, row.category, row.description ?? '', row.requires_definition ?? false],
    };
  },
  staging: [
    ['code', 'text collate "C" not null'],
    ['label', 'text collate "C" not null'],
    ['category', 'text not null'],
    ['description', 'text not null'],
    ['requires_definition', 'boolean not null'],
  ],
  key: ['code'],
  rejections: [duplicates(['code'], 'code')],
  create: {
    text: `
with created as (
  insert into claim (code, label, category, description, requires_definition)
  select code, label, category, description, requires_definition from import_row order by code
  on conflict (code) do nothing
  returning code),
done as (delete from import_row r using created c where r.code = c.code)
select count(*)::int as count from created`,
    values: [],
  },
  skip: {
    text: `
with done as (
  delete from import_row r using claim c where c.code = r.code and ${stored} = ${wanted} returning 1)
select count(*)::int as count from done`,
    values: [],
  },
  update: {
    text: `
with locked as (
  select c.id, r.* from import_row r join claim c on c.code = r.code
  where ${stored} <> ${wanted}
  order by c.code for no key update of c),
updated as (
  update claim c set label = l.label, category = l.category, description = l.description,
    requires_definition = l.requires_definition
  from locked l where c.id = l.id
  returning c.code),
done as (delete from import_row r using updated u where r.code = u.code)
select count(*)::int as count from updated`,
    values: [],
  },
};
