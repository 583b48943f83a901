import { toGtin14 } from '../../codecs/gtin.js';
import { type ImportColumn, rowCheck } from './column.js';
import { faultOf } from './fault.js';
import { checkDigitWarning, gtinColumn } from './gtin-column.js';
import type { ImportKind } from './import-kind.js';
import type { ImportStatement } from './import-statement.js';
import { duplicates, type Rejection } from './rejection.js';

const columns: readonly ImportColumn[] = [
  { ...gtinColumn, aliases: [...gtinColumn.aliases, 'code'] },
  {
    name: 'name',
    aliases: ['product name', 'product title', 'title'],
    kind: 'text',
    required: true,
    schema: { type: 'string', minLength: 1, maxLength: 255, format: 'text' },
  },
  {
    name: 'brand',
    aliases: ['brands', 'brand name', 'vendor'],
    kind: 'text',
    required: false,
    schema: { type: 'string', maxLength: 255, format: 'text' },
  },
];

const firstIssue = rowCheck(columns);

/** Files of products, which the organization (UUID) owns or will own. */
export function productImport(organizationId: string): ImportKind {
  const statement = (text: string): ImportStatement => ({ text, values: [organizationId] });
  return {
    columns,
    check(given) {
      const issue = firstIssue(given);
      if (issue) return faultOf(issue);
      const row = given as { gtin: string; name: string; brand?: string };
      const gtin = toGtin14(row.gtin);
      return { staged: [gtin, row.name, row.brand ?? ''], ...checkDigitWarning(gtin) };
    },
    staging: [
      ['gtin', 'text collate "C" not null'],
      ['name', 'text collate "C" not null'],
      ['brand', 'text not null'],
    ],
    key: ['gtin'],
    rejections: [foreign(organizationId), duplicates(['gtin'], 'gtin')],
    create: statement(create),
    skip: statement(skip),
    update: { ...statement(update(LOCK_PRODUCTS)), onCluster: update('') },
  };
}

/** Rejects rows whose product another organization owns. */
export function foreign(organizationId: string): Rejection {
  return {
    column: 'gtin',
    reason: 'Another organization owns this product',
    showsValue: true,
    remove: `
  delete from import_row r using product p
  where p.gtin = r.gtin and p.organization_id <> $1::uuid returning r.*`,
    values: [organizationId],
  };
}

/** In the order of the key, like every statement that locks: two imports never wait for each other. */
const create = `
with created as (
  insert into product (gtin, organization_id, name, brand)
  select gtin, $1::uuid, name, brand from import_row order by gtin
  on conflict (gtin) do nothing
  returning gtin),
done as (delete from import_row r using created c where r.gtin = c.gtin)
select count(*)::int as count from created`;

const skip = `
with done as (
  delete from import_row r using product p
  where p.gtin = r.gtin and p.organization_id = $1::uuid and (p.name, p.brand) = (r.name, r.brand)
  returning 1)
select count(*)::int as count from done`;

/** The lock does not block transactions that only refer to the product, such as a new assignment. */
const LOCK_PRODUCTS = 'order by p.gtin for no key update of p';

/** @param lock empty: the rows are not locked before, and those that change meanwhile stay. */
const update = (lock: string) => `
with locked as (
  select p.gtin, r.name, r.brand, p.name as stored_name, p.brand as stored_brand
  from import_row r join product p on p.gtin = r.gtin
  where p.organization_id = $1::uuid and (p.name, p.brand) <> (r.name, r.brand)
  ${lock}),
updated as (
  update product p set name = l.name, brand = l.brand from locked l
  where p.gtin = l.gtin${lock === '' ? ' and p.organization_id = $1::uuid and (p.name, p.brand) = (l.stored_name, l.stored_brand)' : ''}
  returning p.gtin),
done as (delete from import_row r using updated u where r.gtin = u.gtin)
select count(*)::int as count from updated`;
