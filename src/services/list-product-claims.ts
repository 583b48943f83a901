import type { Database } from '../database/database.js';
import { prepared, type Statement } from '../database/statement.js';
import { productNotFound } from './assignment-problems.js';
import { type AssignmentRow, assignmentColumns, toAssignment } from './columns.js';
import { readGtin } from './find-products.js';
import { behindPosition, type Ordering, textKey } from './paging/ordering.js';
import { type Page, rowLimit, toPage } from './paging/page.js';
import type { PageRequest } from './paging/page-request.js';
import { maySeeEvidence, type Principal } from './principal.js';
import type { ClaimAssignmentRecord, ProductRecord } from './records.js';

/** The order of one product's claims: by the claim's code. Its cursors are good for that product only. */
export function productClaimsOrdering(gtin: string): Ordering {
  return { list: `product.claims:CLAIM:${gtin}`, keys: [textKey('c.code')] };
}

/**
 * The first assignments of each product of `$1`, behind the code `$3` if there is one. `$2` says for each
 * product whether its evidence is shown. The catalogue is joined once, after the assignments are found:
 * joined inside a lateral subquery it would be scanned once per product.
 */
function pages(limit: number, hasPosition: boolean): Statement<AssignmentRow> {
  return prepared(
    `list_product_claims_${hasPosition ? 'after_' : ''}${limit}`,
    `with found as materialized (
  select a.*, w.shown from unnest($1::text[], $2::boolean[]) as w (gtin, shown)
  join claim_assignment a on a.gtin = w.gtin),
ranked as (
  select ${assignmentColumns('a.shown')}, row_number() over (partition by a.gtin order by c.code) as rank
  from found a join claim c on c.id = a.claim_id${hasPosition ? ` where ${behindPosition(productClaimsOrdering(''), 3)}` : ''})
select * from ranked where rank <= ${limit} order by gtin, code`,
  );
}

const counts = prepared<{ gtin: string; count: string }>(
  'count_product_claims',
  `select a.gtin, count(*) as count from claim_assignment a where a.gtin = any($1::text[]) group by a.gtin`,
);

const all = prepared<AssignmentRow | { gtin: null }>(
  'list_all_product_claims',
  `select ${assignmentColumns('false')}
from product p
left join claim_assignment a on a.gtin = p.gtin
left join claim c on c.id = a.claim_id
where p.gtin = $1
order by c.code`,
);

/** A page of the claims of each of several products, by one statement; in the order of `products`. */
export async function listClaimsOfProducts(
  database: Database,
  principal: Principal,
  products: readonly ProductRecord[],
  request: PageRequest,
): Promise<Page<ClaimAssignmentRecord>[]> {
  const statement = pages(rowLimit(request.size), request.after !== undefined);
  const rows = await database.query(statement, [
    products.map((product) => product.gtin),
    products.map((product) => maySeeEvidence(principal, product.organizationId)),
    ...(request.after ?? []),
  ]);
  const byProduct = Map.groupBy(rows, (row) => row.gtin);
  return products.map((product) =>
    toPage(
      (byProduct.get(product.gtin) ?? []).map((row) => toAssignment(row, product)),
      request,
      productClaimsOrdering(product.gtin),
      (assignment) => [assignment.claim.code],
    ),
  );
}

/** How many claims each of these products carries, in the order of `gtins`. */
export async function countClaimsOfProducts(database: Database, gtins: readonly string[]): Promise<number[]> {
  const rows = await database.query(counts, [gtins]);
  const byGtin = new Map(rows.map((row) => [row.gtin, Number(row.count)]));
  return gtins.map((gtin) => byGtin.get(gtin) ?? 0);
}

/** Every claim of one product in the order of codes, without evidence. Throws 422 and 404 problems. */
export async function listProductClaims(database: Database, gtin: unknown): Promise<ClaimAssignmentRecord[]> {
  const rows = await database.query(all, [readGtin(gtin)]);
  if (rows.length === 0) throw productNotFound();
  return rows.filter((row): row is AssignmentRow => row.gtin !== null).map((row) => toAssignment(row));
}
