import { toGtin14 } from '../../codecs/gtin.js';
import type { Database } from '../../database/database.js';
import { onPrimary, prepared, search, unprepared, withLargeRows } from '../../database/statement.js';
import { type ClaimAssignmentAction, claimAssignmentActions } from '../../entities/claim-assignment-event.js';
import { claimCodesSchema } from '../assignments/assignment-filter.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import { eventColumns } from '../columns.js';
import { readHorizon } from '../feed/event-horizon.js';
import { feedOrdering, START } from '../feed/feed-ordering.js';
import { Conditions } from '../pagination/conditions.js';
import { type Ordering, orderBy } from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import type { EventRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import { issueFinder, refuse } from '../validation/validator.js';
import { type WithoutNulls, withoutNulls } from '../validation/without-nulls.js';

/** An event with its place in the change feed. */
export interface ClaimEventRecord extends EventRecord {
  /** As decimal digits. */
  readonly position: string;
}

/** Kind of a change. */
export const claimEventAction = { type: 'string', enum: claimAssignmentActions } as const;

/** Conditions on events: an event must fulfil all of them. */
export interface ClaimEventFilter {
  /** At most 100 GTINs of 8 to 14 digits. */
  readonly gtins?: readonly string[] | null;
  /** The claim has one of these codes, in letters of either case; at most 10. */
  readonly claimCodes?: readonly string[] | null;
  readonly actions?: readonly ClaimAssignmentAction[] | null;
}

const findIssues = issueFinder({
  type: 'object',
  properties: {
    filter: {
      type: 'object',
      properties: {
        gtins: { type: 'array', maxItems: 100, items: fields.gtin },
        claimCodes: claimCodesSchema,
        actions: {
          type: 'array',
          maxItems: claimAssignmentActions.length,
          items: claimEventAction,
        },
      },
    },
  },
});

/**
 * Bytes of a page: of changes and descriptions of claims, with some more for the other columns of each row. A page ends
 * before, because a thousand changes of long notes would exceed what a request may read.
 */
const MAX_PAGE_BYTES = 1_000_000;
const BYTES_OF_ROW = 500;

/** The order of the events of an organization (UUID), the oldest first: that of the change feed. */
export function claimEventsOrdering(organizationId: string): Ordering<ClaimEventRecord> {
  return feedOrdering('claimEvents', organizationId);
}

/**
 * A page of the events of an organization (UUID), in an order in which nothing appears behind a position that was given:
 * events are shown once no other one can come before them. Whether the caller may see them is not asked here. Throws a
 * 422 for an invalid filter.
 */
export async function listClaimEvents(
  database: Database,
  organizationId: string,
  request: PageRequest,
  filter?: ClaimEventFilter | null,
): Promise<Page<ClaimEventRecord>> {
  const checked = readFilter(filter);
  const ordering = claimEventsOrdering(organizationId);
  const conditions = new Conditions(organizationId, await horizonFor(database, organizationId));
  // The position before all others, so that the feed is one statement wherever it is read.
  conditions.between(ordering, { ...request, after: request.after ?? START });
  const { backward, before } = request;
  const isFiltered = Object.keys(checked).length > 0;
  addFilter(conditions, checked);
  const text = pageOf(conditions, orderBy(ordering, backward), rowLimit(request.size));
  const statement = isFiltered
    ? search<Row>(text)
    : backward || before
      ? unprepared<Row>(text)
      : prepared<Row>(`list_claim_events_${rowLimit(request.size)}`, text);
  const rows = await database.query(onPrimary(withLargeRows(statement)), conditions.values);
  const page = toPage(rows, request, ordering);
  // Whether the bytes have ended it, or the number of rows.
  const isCut = Number(rows[0]?.found ?? 0) > rows.length;
  return {
    ...page,
    hasNextPage: page.hasNextPage || (isCut && !backward),
    hasPreviousPage: page.hasPreviousPage || (isCut && backward),
  };
}

/** How many events an organization (UUID) has that fit a filter. Throws a 422 for an invalid one. */
export async function countClaimEvents(
  database: Database,
  organizationId: string,
  filter?: ClaimEventFilter | null,
): Promise<number> {
  const checked = readFilter(filter);
  const conditions = new Conditions(organizationId, await horizonFor(database, organizationId));
  addFilter(conditions, checked);
  const [row] = await database.query(
    onPrimary(
      search<{ count: string }>(
        `select count(*) as count from claim_assignment_event e
where e.organization_id = $1::uuid and e.position < $2::bigint${conditions.toSql('and')}`,
      ),
    ),
    conditions.values,
  );
  return Number(row?.count);
}

function horizonFor(database: Database, organizationId: string): Promise<string> {
  return readHorizon(database, 'claim_assignment_event', [organizationId]);
}

interface Row extends ClaimEventRecord {
  /** Rows that were read for the page. */
  readonly found: string;
}

function pageOf(conditions: Conditions, order: string, limit: number): string {
  return `with found as materialized (
  select e.* from claim_assignment_event e
  where e.organization_id = $1::uuid and e.position < $2::bigint${conditions.toSql('and')}
  order by ${order} limit ${limit}),
measured as (
  select ${eventColumns}, e.position, count(*) over () as found, row_number() over (order by ${order}) as place,
    sum(octet_length(e.changes::text) + octet_length(c.description) + ${BYTES_OF_ROW}) over (order by ${order}) as bytes
  from found e join claim c on c.id = e.claim_id)
select e.* from measured e
where e.place = 1 or e.bytes <= ${MAX_PAGE_BYTES}
order by ${order}`;
}

function readFilter(unchecked: ClaimEventFilter | null | undefined): WithoutNulls<ClaimEventFilter> {
  const filter = withoutNulls(unchecked);
  refuse(findIssues({ filter }));
  return filter;
}

function addFilter(conditions: Conditions, { gtins, claimCodes, actions }: WithoutNulls<ClaimEventFilter>) {
  if (gtins) conditions.add(gtins.map(toGtin14), (list) => `e.gtin = any(${list}::text[])`);
  if (claimCodes) {
    conditions.add(
      claimCodes.map(upperCaseAscii),
      (codes) => `e.claim_id in (select c.id from claim c where c.code = any(${codes}::text[]))`,
    );
  }
  if (actions) conditions.add(actions, (list) => `e.action = any(${list}::text[])`);
}
