import type { Database } from '../../database/database.js';
import { search, unprepared, withLargeRows } from '../../database/statement.js';
import { type AssignmentRow, assignmentColumns, productJson, toAssignment } from '../columns.js';
import { Conditions } from '../pagination/conditions.js';
import { firstOfEach } from '../pagination/first-of-each.js';
import { gtinKey, type Ordering, orderBy } from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import { evidenceReader, type Principal } from '../principal.js';
import type { ClaimAssignmentRecord, ClaimRecord, ProductRecord } from '../records.js';
import { type AssignmentConditions, addAssignmentFilter } from './assignment-filter.js';

/** Which assignments of claims are asked for. */
export interface ClaimAssignmentsQuery {
  readonly request: PageRequest;
  readonly filter: AssignmentConditions;
  /** Whether evidence and metadata are read. */
  readonly hasDetails: boolean;
}

/** The order of one claim's assignments: by GTIN. Its cursors are good for that claim (UUID) only. */
export function claimAssignmentsOrdering(claimId: string): Ordering<ClaimAssignmentRecord> {
  return { list: `claim.assignments:GTIN:${claimId}`, keys: [gtinKey('a.gtin')] };
}

/**
 * A page of the assignments of each of several claims, by one statement, in the order of `claims`. Each
 * page is read off the index on claim and GTIN, however many products carry the claim.
 */
export async function listAssignmentsOfClaims(
  database: Database,
  principal: Principal,
  claims: readonly ClaimRecord[],
  { request, filter, hasDetails }: ClaimAssignmentsQuery,
): Promise<Page<ClaimAssignmentRecord>[]> {
  const conditions = new Conditions();
  const reader = hasDetails ? `${conditions.placeholder(evidenceReader(principal))}::uuid` : 'null';
  addAssignmentFilter(conditions, filter);
  // What a filter leaves out is read as well, so that a page may take all assignments of a claim.
  const statement = conditions.isEmpty ? unprepared : search;
  conditions.between(claimAssignmentsOrdering(''), request);
  const order = orderBy(claimAssignmentsOrdering(''), request.backward);
  const found = firstOfEach(
    conditions,
    {
      columns: [['claim_id', 'uuid']],
      keys: claims.map(({ id }) => [id]),
      select: ([id]) => `
    select a.* from claim_assignment a${filter.category || filter.claimCodes ? ' join claim c on c.id = a.claim_id' : ''}
    where a.claim_id = ${id}${conditions.toSql('and')}
    order by ${order} limit ${rowLimit(request.size)}`,
    },
    claims.length > 1 && (await database.isDistributed()),
  );
  const pages = statement<AssignmentRow & { product: ProductRecord }>(`with found as materialized (
  ${found})
select ${assignmentColumns(`p.organization_id = ${reader}`, hasDetails)}, ${productJson} as product
from found a
join product p on p.gtin = a.gtin
join claim c on c.id = a.claim_id
order by a.place, ${order}`);
  const rows = await database.query(hasDetails ? withLargeRows(pages) : pages, conditions.values);
  const byClaim = Map.groupBy(rows, (row) => row.id);
  return claims.map((claim) =>
    toPage(
      (byClaim.get(claim.id) ?? []).map((row) => toAssignment(row, row.product)),
      request,
      claimAssignmentsOrdering(claim.id),
    ),
  );
}

/** How many assignments that fit a filter each of these claims (UUIDs) has, in the order of `ids`. */
export async function countAssignmentsOfClaims(
  database: Database,
  ids: readonly string[],
  filter: ClaimAssignmentsQuery['filter'],
): Promise<number[]> {
  const conditions = new Conditions(ids);
  addAssignmentFilter(conditions, filter);
  const rows = await database.query(
    search<{ id: string; count: string }>(
      `select a.claim_id as id, count(*) as count from claim_assignment a join claim c on c.id = a.claim_id
where a.claim_id = any($1::uuid[])${conditions.toSql('and')} group by a.claim_id`,
    ),
    conditions.values,
  );
  const byId = new Map(rows.map((row) => [row.id, Number(row.count)]));
  return ids.map((id) => byId.get(id) ?? 0);
}
