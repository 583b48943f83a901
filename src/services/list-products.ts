import { toGtin14 } from '../codecs/gtin.js';
import type { Database } from '../database/database.js';
import { prepared, type Statement, unprepared } from '../database/statement.js';
import { isActiveSql } from './activity.js';
import { type ClaimsAhead, claimsColumn, claimsName, type ProductRow, toProduct } from './claims-ahead.js';
import { productColumns } from './columns.js';
import { upperCaseAscii } from './find-claims.js';
import * as fields from './input/fields.js';
import { given } from './input/given.js';
import { refuse, validator } from './input/validator.js';
import { Conditions } from './paging/conditions.js';
import {
  gtinKey,
  type Order,
  type Ordering,
  orderBy,
  type SortKey,
  textKey,
  timestampKey,
} from './paging/ordering.js';
import { type Page, rowLimit, toPage } from './paging/page.js';
import { type PageArguments, type PageRequest, readPageRequest } from './paging/page-request.js';
import type { ProductRecord } from './records.js';

/** Which products a list holds: those that fit everything that is given. */
export interface ProductFilter {
  /** At most 100 GTINs of 8 to 14 digits. */
  readonly gtins?: readonly string[] | null;
  /** At most 1,000 characters: words of name or brand, each from its beginning. */
  readonly text?: string | null;
  /** The whole brand, in letters of either case. */
  readonly brand?: string | null;
  /** At most 10 codes of claims in letters of either case, all of which the product carries today. */
  readonly claimCodes?: readonly string[] | null;
}

/** What products can be ordered by. */
export const productOrderFields = ['GTIN', 'NAME', 'CREATED_AT'] as const;
export type ProductOrderField = (typeof productOrderFields)[number];

const findIssues = validator({
  type: 'object',
  properties: {
    filter: {
      type: 'object',
      properties: {
        gtins: { type: 'array', maxItems: 100, items: fields.gtin },
        text: fields.searchText,
        brand: fields.text,
        claimCodes: { type: 'array', maxItems: 10, items: fields.text },
      },
    },
  },
});

const sortKeys: Record<ProductOrderField, readonly SortKey[]> = {
  GTIN: [gtinKey('p.gtin')],
  NAME: [textKey('p.name'), gtinKey('p.gtin')],
  CREATED_AT: [timestampKey('p.created_at'), gtinKey('p.gtin')],
};

const positions: Record<ProductOrderField, (product: ProductRecord) => readonly string[]> = {
  GTIN: ({ gtin }) => [gtin],
  NAME: ({ name, gtin }) => [name, gtin],
  CREATED_AT: ({ createdAt, gtin }) => [createdAt, gtin],
};

/**
 * A page of products. Throws the 422 of wrong arguments.
 * @param ahead claims to read along, by the same statement.
 */
export async function listProducts(
  database: Database,
  args: PageArguments,
  filter?: ProductFilter | null,
  order: Order<ProductOrderField> = { field: 'GTIN', direction: 'ASC' },
  ahead?: ClaimsAhead,
): Promise<Page<ProductRecord>> {
  const descending = order.direction === 'DESC';
  const list = `products:${order.field}:${order.direction}`;
  const ordering: Ordering = { list, keys: sortKeys[order.field], descending };
  const request = readPageRequest(args, ordering);
  const conditions = filterConditions(filter);
  const isPlain = conditions.values.length === 0 && order.field === 'GTIN' && !descending;
  const claimIds = await readClaimIds(database, filter);
  if (claimIds === 'unknown') return toPage([], request, ordering, positions[order.field]);
  conditions.between(ordering, request);
  addClaims(conditions, claimIds, order.field === 'GTIN' ? { ordering, request } : undefined);
  const statement = pageStatement(ordering, request, conditions, isPlain && claimIds.length === 0, ahead);
  const rows = await database.query(statement, conditions.values);
  const products = ahead ? rows.map((row) => toProduct(row as ProductRow, ahead)) : rows;
  return toPage(products, request, ordering, positions[order.field]);
}

/** The everyday lists are prepared under a name; others vary too much to be kept. */
function pageStatement(
  ordering: Ordering,
  { size, backward, after, before }: PageRequest,
  conditions: Conditions,
  isPlain: boolean,
  ahead: ClaimsAhead | undefined,
): Statement<ProductRecord> {
  const limit = rowLimit(size);
  const order = orderBy(ordering, backward);
  const rest = `from product p${conditions.toSql('where')} order by ${order} limit ${limit}`;
  const text = ahead
    ? `with page as materialized (select p.* ${rest}),
placed as (select p.*, row_number() over (order by ${order}) as place from page p)
select ${productColumns}, case when p.place <= ${conditions.placeholder(size)}::int
  then ${claimsColumn(ahead, conditions)} end as claims
from placed p order by p.place`
    : `select ${productColumns} ${rest}`;
  if (!isPlain || backward || before) return unprepared(text);
  const claims = ahead ? `_with_${claimsName(ahead)}` : '';
  return prepared(`list_products_${after ? 'after_' : ''}${limit}${claims}`, text);
}

/** How many products fit a filter. Throws the 422 of a wrong one. */
export async function countProducts(database: Database, filter?: ProductFilter | null): Promise<number> {
  const conditions = filterConditions(filter);
  const claimIds = await readClaimIds(database, filter);
  if (claimIds === 'unknown') return 0;
  addClaims(conditions, claimIds);
  const statement = unprepared<{ count: string }>(
    `select count(*) as count from product p${conditions.toSql('where')}`,
  );
  const [row] = await database.query(statement, conditions.values);
  return Number(row?.count);
}

/** The words that are searched, which an index holds under the same expression. */
const searchable = `to_tsvector('simple', p.name || ' ' || p.brand)`;

/** Every word of the text from its beginning; a text without words finds nothing. */
const wordPrefixes = (text: string) =>
  `regexp_replace(plainto_tsquery('simple', ${text})::text, '''( &|$)', ''':*\\1', 'g')::tsquery`;

/** The conditions of a filter, those of its claims left out. Throws the 422 of a wrong one. */
function filterConditions(unchecked: ProductFilter | null | undefined): Conditions {
  const filter = given(unchecked);
  refuse(findIssues({ filter }));
  const conditions = new Conditions();
  if (filter.gtins) conditions.add(filter.gtins.map(toGtin14), (gtins) => `p.gtin = any(${gtins}::text[])`);
  if (filter.brand !== undefined) conditions.add(filter.brand, (brand) => `lower(p.brand) = lower(${brand})`);
  if (filter.text !== undefined)
    conditions.add(filter.text, (text) => `${searchable} @@ ${wordPrefixes(text)}`);
  return conditions;
}

const idsByCodes = prepared<{ id: string }>(
  'find_claim_ids',
  'select c.id from claim c where c.code = any($1::text[]) order by c.code',
);

/**
 * The claims that a checked filter names, or that there is none of a code. They are read beforehand because
 * the planner knows how many products carry a claim whose id it sees, and has to guess for one that a
 * subquery will find.
 */
async function readClaimIds(
  database: Database,
  filter: ProductFilter | null | undefined,
): Promise<readonly string[] | 'unknown'> {
  const codes = new Set(filter?.claimCodes?.map(upperCaseAscii));
  if (codes.size === 0) return [];
  const rows = await database.query(idsByCodes, [[...codes]]);
  return rows.length === codes.size ? rows.map(({ id }) => id) : 'unknown';
}

/**
 * Keeps the products that carry all of these claims today.
 * @param bounds of a page in the order of GTINs, which hold for the assignments as well: without them the
 * assignments of a frequent claim would be read from the first on.
 */
function addClaims(
  conditions: Conditions,
  claimIds: readonly string[],
  bounds?: { readonly ordering: Ordering; readonly request: PageRequest },
): void {
  for (const id of claimIds) {
    const carriers = new Conditions(...conditions.values);
    carriers.add(id, (placeholder) => `a.claim_id = ${placeholder}::uuid`);
    if (bounds) carriers.between({ ...bounds.ordering, keys: [gtinKey('a.gtin')] }, bounds.request);
    conditions.within(
      carriers,
      (where) =>
        `p.gtin in (select a.gtin from claim_assignment a${where} and ${isActiveSql('a', 'current_date')})`,
    );
  }
}
