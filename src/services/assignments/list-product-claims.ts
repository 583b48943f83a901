import type { Database } from '../../database/database.js';
import { prepared, type Statement, unprepared, withLargeRows } from '../../database/statement.js';
import { type AssignmentRow, assignmentColumns, toAssignment } from '../columns.js';
import { Conditions } from '../pagination/conditions.js';
import {
  type Order,
  type Ordering,
  orderBy,
  type SortKey,
  textKey,
  timestampKey,
} from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import { maySeeEvidence, type Principal } from '../principal.js';
import type { ClaimAssignmentRecord, ProductRecord } from '../records.js';
import { readGtin } from '../validation/read-gtin.js';
import { type AssignmentConditions, addAssignmentFilter } from './assignment-filter.js';
import { productNotFound } from './assignment-problems.js';

/** Orders of the claims of a product: the code of the claim, the time of its assignment. */
export const claimAssignmentOrderFields = ['CLAIM', 'CREATED_AT'] as const;
export type ClaimAssignmentOrderField = (typeof claimAssignmentOrderFields)[number];

/** Which claims of products are asked for, and in which order. */
export interface ProductClaimsQuery {
  readonly request: PageRequest;
  readonly filter: AssignmentConditions;
  readonly order: Order<ClaimAssignmentOrderField>;
  /** Whether evidence and metadata are read. */
  readonly hasDetails: boolean;
}

const byClaim = textKey('c.code', ({ claim }: ClaimAssignmentRecord) => claim.code);

const sortKeys: Record<ClaimAssignmentOrderField, readonly SortKey<ClaimAssignmentRecord>[]> = {
  CLAIM: [byClaim],
  CREATED_AT: [timestampKey('a.created_at', ({ createdAt }: ClaimAssignmentRecord) => createdAt), byClaim],
};

/** The order of one product's claims. Its cursors are good for that product only. */
export function productClaimsOrdering(
  gtin: string,
  { field, direction }: Order<ClaimAssignmentOrderField>,
): Ordering<ClaimAssignmentRecord> {
  return {
    list: `product.claims:${field}:${direction}:${gtin}`,
    keys: sortKeys[field],
    descending: direction === 'DESC',
  };
}

/** A page of the claims of each of several products, by one statement; in the order of `products`. */
export async function listClaimsOfProducts(
  database: Database,
  principal: Principal,
  products: readonly ProductRecord[],
  { request, filter, order, hasDetails }: ProductClaimsQuery,
): Promise<Page<ClaimAssignmentRecord>[]> {
  const conditions = new Conditions(
    products.map((product) => product.gtin),
    products.filter((product) => maySeeEvidence(principal, product.organizationId)).map(({ gtin }) => gtin),
  );
  addAssignmentFilter(conditions, filter);
  conditions.between(productClaimsOrdering('', order), request);
  const isFiltered = Object.keys(filter).length > 0;
  const statement = pages(request, order, hasDetails, conditions, isFiltered);
  const rows = await database.query(hasDetails ? withLargeRows(statement) : statement, conditions.values);
  const byProduct = Map.groupBy(rows, (row) => row.gtin);
  return products.map((product) =>
    toPage(
      (byProduct.get(product.gtin) ?? []).map((row) => toAssignment(row, product)),
      request,
      productClaimsOrdering(product.gtin, order),
    ),
  );
}

/**
 * The first assignments of each product of `$1` in the wanted order; `$2` contains the products whose evidence is
 * shown. The catalogue is joined once, after the assignments are found: joined inside a lateral
 * subquery it would be scanned once per product.
 */
function pages(
  { size, backward, after, before }: PageRequest,
  order: Order<ClaimAssignmentOrderField>,
  hasDetails: boolean,
  conditions: Conditions,
  isFiltered: boolean,
): Statement<AssignmentRow> {
  const limit = rowLimit(size);
  const ordering = orderBy(productClaimsOrdering('', order), backward);
  const text = `with found as materialized (
  select a.*, a.gtin = any($2::text[]) as shown from claim_assignment a where a.gtin = any($1::text[])),
ranked as (
  select ${assignmentColumns('a.shown', hasDetails)}, row_number() over (partition by a.gtin order by ${ordering}) as rank
  from found a join claim c on c.id = a.claim_id${conditions.toSql('where')})
select * from ranked where rank <= ${limit} order by gtin, rank`;
  // Some filters add a condition without a value, so that the values do not tell.
  const isPlain = order.field === 'CLAIM' && order.direction === 'ASC' && !isFiltered;
  if (!isPlain || backward || before) return unprepared(text);
  const kind = `${hasDetails ? '' : 'brief_'}${after ? 'after_' : ''}`;
  return prepared(`list_product_claims_${kind}${limit}`, text);
}

/** How many claims that fit a filter each of these products carries, in the order of `gtins`. */
export async function countClaimsOfProducts(
  database: Database,
  gtins: readonly string[],
  filter: ProductClaimsQuery['filter'],
): Promise<number[]> {
  const conditions = new Conditions(gtins);
  addAssignmentFilter(conditions, filter);
  const rows = await database.query(
    unprepared<{ gtin: string; count: string }>(
      `select a.gtin, count(*) as count from claim_assignment a join claim c on c.id = a.claim_id
where a.gtin = any($1::text[])${conditions.toSql('and')} group by a.gtin`,
    ),
    conditions.values,
  );
  const byGtin = new Map(rows.map((row) => [row.gtin, Number(row.count)]));
  return gtins.map((gtin) => byGtin.get(gtin) ?? 0);
}

const all = withLargeRows(
  prepared<AssignmentRow | { gtin: null }>(
    'list_all_product_claims',
    `select ${assignmentColumns('false')}
from product p
left join claim_assignment a on a.gtin = p.gtin
left join claim c on c.id = a.claim_id
where p.gtin = $1
order by c.code`,
  ),
);

/** Every claim of one product in the order of codes, without evidence. Throws 422 and 404 problems. */
export async function listProductClaims(database: Database, gtin: unknown): Promise<ClaimAssignmentRecord[]> {
  const rows = await database.query(all, [readGtin(gtin)]);
  if (rows.length === 0) throw productNotFound({ product: 'gtin' });
  return rows.filter((row): row is AssignmentRow => row.gtin !== null).map((row) => toAssignment(row));
}
