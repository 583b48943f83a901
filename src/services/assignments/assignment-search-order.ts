import type { Conditions } from '../pagination/conditions.js';
import {
  gtinKey,
  type Order,
  type Ordering,
  orderBy,
  type SortKey,
  timestampKey,
  uuidKey,
} from '../pagination/ordering.js';
import { rowLimit } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import type { ClaimAssignmentRecord } from '../records.js';
import { isDate } from '../validation/formats.js';

/** What the assignments of all products can be ordered by. */
export const assignmentSearchOrderFields = ['GTIN', 'EXPIRATION_DATE', 'UPDATED_AT'] as const;
export type AssignmentSearchOrderField = (typeof assignmentSearchOrderFields)[number];

/** The key of the assignment, which ends every order. */
const pair: readonly SortKey<ClaimAssignmentRecord>[] = [
  gtinKey('a.gtin'),
  uuidKey('a.claim_id', ({ claim }: ClaimAssignmentRecord) => claim.id),
];

/** The last day; an empty text for an assignment without an end, which cursors carry so. */
const lastDay: SortKey<ClaimAssignmentRecord> = {
  column: 'a.expiration_date',
  type: 'date',
  accepts: (value) => value === '' || isDate(value),
  read: ({ expirationDate }) => expirationDate ?? '',
};

const sortKeys: Record<AssignmentSearchOrderField, readonly SortKey<ClaimAssignmentRecord>[]> = {
  GTIN: pair,
  EXPIRATION_DATE: [lastDay, ...pair],
  UPDATED_AT: [timestampKey('a.updated_at', ({ updatedAt }: ClaimAssignmentRecord) => updatedAt), ...pair],
};

/** The order of the assignments of all products. */
export function assignmentSearchOrdering({
  field,
  direction,
}: Order<AssignmentSearchOrderField>): Ordering<ClaimAssignmentRecord> {
  return {
    list: `claimAssignments:${field}:${direction}`,
    keys: sortKeys[field],
    descending: direction === 'DESC',
  };
}

/**
 * The statement of a page of assignments, and the order of its rows.
 * @param tables what stands behind `from`, with the assignments as `a`.
 * @param expires whether the conditions keep only those that expire.
 */
export function pageOfAssignments(
  tables: string,
  conditions: Conditions,
  order: Order<AssignmentSearchOrderField>,
  request: PageRequest,
  expires: boolean,
): { readonly found: string; readonly sorted: string } {
  const ordering = assignmentSearchOrdering(order);
  const limit = rowLimit(request.size);
  if (order.field !== 'EXPIRATION_DATE') {
    conditions.between(ordering, request);
    const sorted = orderBy(ordering, request.backward);
    const found = `select a.* from ${tables}${conditions.toSql('where')} order by ${sorted} limit ${limit}`;
    return { found, sorted };
  }
  return pageByLastDay(tables, conditions, ordering, request, expires);
}

/**
 * Assignments without an end are the last in either direction, so that a page has two parts, each of which an index of its
 * own serves: those that expire by their last day, and the others by their key. The part that comes second in the
 * direction of reading is only read as far as the first leaves the page unfilled.
 */
function pageByLastDay(
  tables: string,
  conditions: Conditions,
  ordering: Ordering<ClaimAssignmentRecord>,
  request: PageRequest,
  expires: boolean,
): { readonly found: string; readonly sorted: string } {
  const { backward, size } = request;
  const limit = rowLimit(size);
  const others = conditions.toSql('and');
  const select = ({ which, keys, bounds: { after, before, isLeftOut } }: Part) => {
    const bounds = conditions.boundsOf(keys, { after, before });
    const leftOut = isLeftOut ? ' and false' : '';
    return `select a.* from ${tables} where ${which}${leftOut}${others}${bounds} order by ${orderBy(keys, backward)} limit ${limit}`;
  };
  const dated: Part = {
    which: 'a.expiration_date is not null',
    keys: ordering,
    bounds: boundsOfDated(request),
  };
  const open: Part = {
    which: 'a.expiration_date is null',
    keys: { ...ordering, keys: pair },
    bounds: boundsOfOpen(request),
  };
  const [first, second] = backward ? [open, dated] : [dated, open];
  const sorted = `a.expiration_date is null${backward ? ' desc' : ''}, ${orderBy(ordering, backward)}`;
  if (expires) return { found: select(dated), sorted };
  // The limit at the end stops the second part once the page is full.
  const found = `with first as materialized (${select(first)}),
second as materialized (${select(second)})
select * from first union all select * from second limit ${limit}`;
  return { found, sorted };
}

/** A part of the list: its condition, its order, and the bounds of the page in it. */
interface Part {
  readonly which: string;
  readonly keys: Ordering<ClaimAssignmentRecord>;
  readonly bounds: Bounds;
}

type Bounds = Pick<PageRequest, 'after' | 'before'> & { readonly isLeftOut: boolean };

/** Positions among those that expire: one among the others lies behind all of them. */
function boundsOfDated({ after, before }: PageRequest): Bounds {
  return {
    after: after?.[0] === '' ? undefined : after,
    before: before?.[0] === '' ? undefined : before,
    isLeftOut: after?.[0] === '',
  };
}

/** Positions among those without an end: one among the others lies before all of them. */
function boundsOfOpen({ after, before }: PageRequest): Bounds {
  return {
    after: after?.[0] === '' ? after.slice(1) : undefined,
    before: before?.[0] === '' ? before.slice(1) : undefined,
    isLeftOut: before !== undefined && before[0] !== '',
  };
}
