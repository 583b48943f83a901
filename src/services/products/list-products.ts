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
import type { Principal } from '../principal.js';
import type { ProductRecord } from '../records.js';
import { findAssignmentsCondition, productsByAssignments } from './assignments-condition.js';
import { type Prefetched, prefetchedColumns, prefetchName, withPrefetched } from './prefetch.js';
import { type ProductFilter, productConditions, readProductFilter } from './product-filter.js';
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
 * @param ahead lists to prefetch, by the same statement.
 */
export async function listProducts(
  database: Database,
  principal: Principal,
  args: PageArguments,
  filter?: ProductFilter | null,
  order: Order<ProductOrderField> = { field: 'GTIN', direction: 'ASC' },
  ahead?: Prefetched,
): Promise<Page<ProductRecord>> {
  const descending = order.direction === 'DESC';
  const list = `products:${order.field}:${order.direction}`;
  const ordering: Ordering<ProductRecord> = { list, keys: sortKeys[order.field], descending };
  const request = readPageRequest(args, ordering);
  const { product, ...assigned } = readProductFilter(filter);
  const condition = await findAssignmentsCondition(database, principal, assigned);
  if (condition === null) return toPage([], request, ordering);
  const conditions = productConditions(product);
  if (product.text !== undefined) ruleOutOthers(conditions, product.text);
  const hasOwnConditions = !conditions.isEmpty;
  const byAssignments = productsByAssignments(condition, conditions);
  const isPlain = !hasOwnConditions && !byAssignments && order.field === 'GTIN' && !descending;
  const page = byAssignments?.page(ordering, request) ?? pageOfProducts(conditions, ordering, request);
  const { organizationId } = principal;
  const lists = ahead && { ahead, organizationId };
  const statement = pageStatement(page, ordering, request, conditions, isPlain, lists);
  // GTINs and organizations alone are looked up; everything else is searched for.
  const isSearch = byAssignments !== undefined || product.brand !== undefined || product.text !== undefined;
  const rows = await database.query(isSearch ? { ...statement, isSearch } : statement, conditions.values);
  const products = ahead ? rows.map((row) => withPrefetched(row, ahead)) : rows;
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
  lists: { readonly ahead: Prefetched; readonly organizationId: string } | undefined,
): Statement<ProductRecord> {
  const order = orderBy(ordering, backward);
  const text = lists
    ? `with page as materialized (select p.* ${page}),
placed as (select p.*, row_number() over (order by ${order}) as place from page p)
select ${productColumns}, ${listsUpTo(conditions.placeholder(size), conditions, lists)}
from placed p order by p.place`
    : `select ${productColumns} ${page}`;
  if (!isPlain || backward || before) return unprepared(text);
  const kind = lists ? `_with_${prefetchName(lists.ahead)}` : '';
  return prepared(`list_products_${after ? 'after_' : ''}${rowLimit(size)}${kind}`, text);
}

/** The lists of the rows of the page, without those of the row that tells whether another page follows. */
function listsUpTo(
  size: string,
  conditions: Conditions,
  { ahead, organizationId }: { readonly ahead: Prefetched; readonly organizationId: string },
): string {
  return prefetchedColumns(
    ahead,
    () => conditions.placeholder(organizationId),
    (value) => `case when p.place <= ${size}::int\n  then ${value} end`,
  );
}

/** How many products fit a filter. Throws a 422 for an invalid one. */
export async function countProducts(
  database: Database,
  principal: Principal,
  filter?: ProductFilter | null,
): Promise<number> {
  const { product, ...assigned } = readProductFilter(filter);
  const condition = await findAssignmentsCondition(database, principal, assigned);
  if (condition === null) return 0;
  const conditions = productConditions(product);
  const statement =
    productsByAssignments(condition, conditions)?.count() ??
    search<{ count: string }>(`select count(*) as count from product p${conditions.toSql('where')}`);
  const [row] = await database.query(statement, conditions.values);
  return Number(row?.count);
}
