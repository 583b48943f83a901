import type { Database } from '../../database/database.js';
import { prepared, type Statement, search, unprepared } from '../../database/statement.js';
import { productColumns } from '../columns.js';
import type { Conditions } from '../pagination/conditions.js';
import {
  gtinKey,
  type Order,
  type Ordering,
  orderBy,
  type SortKey,
  textKey,
  timestampKey,
} from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import { type PageArguments, type PageRequest, readPageRequest } from '../pagination/page-request.js';
import type { ProductRecord } from '../records.js';
import { findClaimsCondition } from './claims-condition.js';
import {
  claimsColumn,
  claimsName,
  type PrefetchedClaims,
  type ProductRow,
  withPrefetchedClaims,
} from './prefetch-claims.js';
import { type ProductFilter, productConditions, readProductFilter } from './product-filter.js';
import { ProductsByClaims } from './products-by-claims.js';
import { ruleOutOthers } from './text-conditions.js';

/** What products can be ordered by. */
export const productOrderFields = ['GTIN', 'NAME', 'CREATED_AT'] as const;
export type ProductOrderField = (typeof productOrderFields)[number];

const byGtin = gtinKey('p.gtin');

const sortKeys: Record<ProductOrderField, readonly SortKey<ProductRecord>[]> = {
  GTIN: [byGtin],
  NAME: [textKey('p.name', ({ name }: ProductRecord) => name), byGtin],
  CREATED_AT: [timestampKey('p.created_at', ({ createdAt }: ProductRecord) => createdAt), byGtin],
};

/**
 * A page of products. Throws a 422 for invalid arguments.
 * @param ahead claims to read along, by the same statement.
 */
export async function listProducts(
  database: Database,
  args: PageArguments,
  filter?: ProductFilter | null,
  order: Order<ProductOrderField> = { field: 'GTIN', direction: 'ASC' },
  ahead?: PrefetchedClaims,
): Promise<Page<ProductRecord>> {
  const descending = order.direction === 'DESC';
  const list = `products:${order.field}:${order.direction}`;
  const ordering: Ordering<ProductRecord> = { list, keys: sortKeys[order.field], descending };
  const request = readPageRequest(args, ordering);
  const { product, claims } = readProductFilter(filter);
  const condition = await findClaimsCondition(database, claims);
  if (condition === null) return toPage([], request, ordering);
  const conditions = productConditions(product);
  if (product.text !== undefined) ruleOutOthers(conditions, product.text);
  const isPlain = conditions.isEmpty && !condition && order.field === 'GTIN' && !descending;
  const page = condition
    ? new ProductsByClaims(condition, conditions).page(ordering, request)
    : pageOfProducts(conditions, ordering, request);
  const statement = pageStatement(page, ordering, request, conditions, isPlain, ahead);
  // GTINs and organizations alone are looked up; everything else is searched for.
  const isSearch = condition !== undefined || product.brand !== undefined || product.text !== undefined;
  const rows = await database.query(isSearch ? { ...statement, isSearch } : statement, conditions.values);
  const products = ahead ? rows.map((row) => withPrefetchedClaims(row as ProductRow, ahead)) : rows;
  return toPage(products, request, ordering);
}

/** What stands behind `select`, for a page of the products that fit the conditions; adds the page's bounds. */
function pageOfProducts(conditions: Conditions, ordering: Ordering, request: PageRequest): string {
  conditions.between(ordering, request);
  return `from product p${conditions.toSql('where')} order by ${orderBy(ordering, request.backward)} limit ${rowLimit(request.size)}`;
}

/** The everyday lists are prepared under a name; others vary too much to be kept. */
function pageStatement(
  page: string,
  ordering: Ordering,
  { size, backward, after, before }: PageRequest,
  conditions: Conditions,
  isPlain: boolean,
  ahead: PrefetchedClaims | undefined,
): Statement<ProductRecord> {
  const order = orderBy(ordering, backward);
  const text = ahead
    ? `with page as materialized (select p.* ${page}),
placed as (select p.*, row_number() over (order by ${order}) as place from page p)
select ${productColumns}, case when p.place <= ${conditions.placeholder(size)}::int
  then ${claimsColumn(ahead)} end as claims
from placed p order by p.place`
    : `select ${productColumns} ${page}`;
  if (!isPlain || backward || before) return unprepared(text);
  const claims = ahead ? `_with_${claimsName(ahead)}` : '';
  return prepared(`list_products_${after ? 'after_' : ''}${rowLimit(size)}${claims}`, text);
}

/** How many products fit a filter. Throws a 422 for an invalid one. */
export async function countProducts(database: Database, filter?: ProductFilter | null): Promise<number> {
  const { product, claims } = readProductFilter(filter);
  const condition = await findClaimsCondition(database, claims);
  if (condition === null) return 0;
  const conditions = productConditions(product);
  const statement = condition
    ? new ProductsByClaims(condition, conditions).count()
    : search<{ count: string }>(`select count(*) as count from product p${conditions.toSql('where')}`);
  const [row] = await database.query(statement, conditions.values);
  return Number(row?.count);
}
