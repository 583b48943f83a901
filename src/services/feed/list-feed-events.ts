import { toGtin14 } from '../../codecs/gtin.js';
import type { Database } from '../../database/database.js';
import type { EventTable } from '../../database/event-tables.js';
import { onPrimary, prepared, search, unprepared, withLargeRows } from '../../database/statement.js';
import { type ClaimAssignmentAction, claimAssignmentActions } from '../../entities/claim-assignment-event.js';
import { Conditions } from '../pagination/conditions.js';
import { type Ordering, orderBy } from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import * as fields from '../validation/fields.js';
import { readHorizon } from './event-horizon.js';
import { feedOrdering, type PositionedEvent, START } from './feed-ordering.js';

/** A change feed: how the events of one table are read. */
export interface Feed {
  /** Name of the list, to which its cursors belong. */
  readonly name: string;
  readonly table: EventTable;
  /** Prefix of the names of the statements that read its pages. */
  readonly statement: string;
  /** The events `e`, with what their conditions need: the SQL of a `from`; `$1` is the organization. */
  readonly source: string;
  /** What an event `e` is about, under the alias `c`: the SQL of a `join`. */
  readonly subject: string;
  /** Columns of an event `e` about `c`. */
  readonly columns: string;
}

/** Conditions on events of any feed: an event must fulfil all of them. */
export interface FeedFilter {
  /** At most 100 GTINs of 8 to 14 digits. */
  readonly gtins?: readonly string[] | null;
  readonly actions?: readonly ClaimAssignmentAction[] | null;
}

/** The rules of its members. */
export const feedFilterSchemas = {
  gtins: { type: 'array', maxItems: 100, items: fields.gtin },
  actions: {
    type: 'array',
    maxItems: claimAssignmentActions.length,
    items: { type: 'string', enum: claimAssignmentActions },
  },
} as const;

/** Adds the conditions of a checked filter to those on events `e`. */
export type AddFilter = (conditions: Conditions) => void;

/**
 * Bytes of a page: of changes and descriptions of what they are about, with some more for the other columns of each row. A
 * page ends before, because a thousand changes of long notes would exceed what a request may read.
 */
const MAX_PAGE_BYTES = 1_000_000;
const BYTES_OF_ROW = 500;

/**
 * A page of the events of an organization (UUID), in an order in which nothing appears behind a position that was given:
 * events are shown once no other one can come before them. Whether the caller may see them is not asked here.
 * @param addFilter undefined: all events.
 */
export async function listFeedEvents<Event extends PositionedEvent>(
  database: Database,
  feed: Feed,
  organizationId: string,
  request: PageRequest,
  addFilter: AddFilter | undefined,
): Promise<Page<Event>> {
  const ordering: Ordering<Event> = feedOrdering(feed.name, organizationId);
  const conditions = new Conditions(organizationId, await horizonOf(database, feed, organizationId));
  // The position before all others, so that the feed is one statement wherever it is read.
  conditions.between(ordering, { ...request, after: request.after ?? START });
  const { backward, before } = request;
  addFilter?.(conditions);
  const text = pageOf(feed, conditions, orderBy(ordering, backward), rowLimit(request.size));
  type Row = Event & { /** Rows that were read for the page. */ readonly found: string };
  const statement = addFilter
    ? search<Row>(text)
    : backward || before
      ? unprepared<Row>(text)
      : prepared<Row>(`${feed.statement}_${rowLimit(request.size)}`, text);
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

/** How many events an organization (UUID) has that fit a filter. */
export async function countFeedEvents(
  database: Database,
  feed: Feed,
  organizationId: string,
  addFilter: AddFilter | undefined,
): Promise<number> {
  const conditions = new Conditions(organizationId, await horizonOf(database, feed, organizationId));
  addFilter?.(conditions);
  const [row] = await database.query(
    onPrimary(
      search<{ count: string }>(
        `select count(*) as count from ${feed.source}
where e.organization_id = $1::uuid and e.position < $2::bigint${conditions.toSql('and')}`,
      ),
    ),
    conditions.values,
  );
  return Number(row?.count);
}

/** Adds the members that filters of all feeds have. */
export function addFeedFilter(conditions: Conditions, { gtins, actions }: FeedFilter): void {
  if (gtins) conditions.add(gtins.map(toGtin14), (list) => `e.gtin = any(${list}::text[])`);
  if (actions) conditions.add(actions, (list) => `e.action = any(${list}::text[])`);
}

function horizonOf(database: Database, { table }: Feed, organizationId: string): Promise<string> {
  return readHorizon(database, table, [organizationId]);
}

function pageOf(
  { source, subject, columns }: Feed,
  conditions: Conditions,
  order: string,
  limit: number,
): string {
  return `with found as materialized (
  select e.* from ${source}
  where e.organization_id = $1::uuid and e.position < $2::bigint${conditions.toSql('and')}
  order by ${order} limit ${limit}),
measured as (
  select ${columns}, e.position, count(*) over () as found, row_number() over (order by ${order}) as place,
    sum(octet_length(e.changes::text) + octet_length(c.description) + ${BYTES_OF_ROW}) over (order by ${order}) as bytes
  from found e ${subject})
select e.* from measured e
where e.place = 1 or e.bytes <= ${MAX_PAGE_BYTES}
order by ${order}`;
}
