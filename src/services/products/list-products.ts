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
  // Citus refuses lists of products that a subquery finds; the caller's loaders read them.
  const isPrefetching = ahead && !(byAssignments && (await database.isDistributed()));
  const lists = isPrefetching ? { ahead, organizationId } : undefined;
  const statement = pageStatement(page, request, conditions, isPlain, lists);
  // GTINs and organizations alone are looked up; everything else is searched for.
  const isSearch = byAssignments !== undefined || product.brand !== undefined || product.text !== undefined;
  const rows = await database.query(isSearch ? { ...statement, isSearch } : statement, conditions.values);
  const products = lists ? rows.map((row) => withPrefetched(row, lists.ahead)) : rows;
  return toPage(products, request, ordering);
}

/** What stands behind `select`, for a page of the products that fit the conditions; adds the page's bounds. */
function pageOfProducts(conditions: Conditions, ordering: Ordering, request: PageRequest): string {
  conditions.between(ordering, request);
  return `from product p${conditions.toSql('where')} order by ${orderBy(ordering, request.backward)} limit ${rowLimit(request.size)}`;
}

/**
 * The everyday lists are prepared under a name; others vary too much to be kept. What is prefetched is also read for the
 * row that tells whether another page follows: to leave it out costs more than to read it.
 */
function pageStatement(
  page: string,
  { size, backward, after, before }: PageRequest,
  conditions: Conditions,
  isPlain: boolean,
  lists: { readonly ahead: Prefetched; readonly organizationId: string } | undefined,
): Statement<ProductRecord> {
  const columns = lists
    ? `${productColumns}, ${prefetchedColumns(lists.ahead, () => conditions.placeholder(lists.organizationId))}`
    : productColumns;
  const text = `select ${columns} ${page}`;
  if (!isPlain || backward || before) return unprepared(text);
  const kind = lists ? `_with_${prefetchName(lists.ahead)}` : '';
  return prepared(`list_products_${after ? 'after_' : ''}${rowLimit(size)}${kind}`, text);
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
