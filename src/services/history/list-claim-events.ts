import type { Database } from '../../database/database.js';
import { claimAssignmentActions } from '../../entities/claim-assignment-event.js';
import { claimCodesSchema } from '../assignments/assignment-filter.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import { eventColumns } from '../columns.js';
import { feedOrdering } from '../feed/feed-ordering.js';
import {
  type AddFilter,
  addFeedFilter,
  countFeedEvents,
  type Feed,
  type FeedFilter,
  feedFilterSchemas,
  listFeedEvents,
} from '../feed/list-feed-events.js';
import type { Ordering } from '../pagination/ordering.js';
import type { Page } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import type { EventRecord } from '../records.js';
import { validator } from '../validation/validator.js';
import { withoutNulls } from '../validation/without-nulls.js';

/** An event with its place in the change feed. */
export interface ClaimEventRecord extends EventRecord {
  /** As decimal digits. */
  readonly position: string;
}

/** Kind of a change. */
export const claimEventAction = { type: 'string', enum: claimAssignmentActions } as const;

/** Conditions on events: an event must fulfil all of them. */
export interface ClaimEventFilter extends FeedFilter {
  /** The claim has one of these codes, in letters of either case; at most 10. */
  readonly claimCodes?: readonly string[] | null;
}

const validate = validator({
  type: 'object',
  properties: {
    filter: { type: 'object', properties: { ...feedFilterSchemas, claimCodes: claimCodesSchema } },
  },
});

/** The change feed of claims. */
export const claimEvents = {
  name: 'claimEvents',
  table: 'claim_assignment_event',
  statement: 'list_claim_events',
  source: 'claim_assignment_event e',
  subject: 'join claim c on c.id = e.claim_id',
  columns: eventColumns,
} as const satisfies Feed;

/** The order of the events of an organization (UUID), the oldest first: that of the change feed. */
export function claimEventsOrdering(organizationId: string): Ordering<ClaimEventRecord> {
  return feedOrdering(claimEvents.name, organizationId);
}

/**
 * A page of the events of an organization (UUID), in the order of the change feed (`listFeedEvents`). Whether the caller may
 * see them is not asked here. Throws a 422 for an invalid filter.
 */
export async function listClaimEvents(
  database: Database,
  organizationId: string,
  request: PageRequest,
  filter?: ClaimEventFilter | null,
): Promise<Page<ClaimEventRecord>> {
  return listFeedEvents(database, claimEvents, organizationId, request, readFilter(filter));
}

/** How many events an organization (UUID) has that fit a filter. Throws a 422 for an invalid one. */
export async function countClaimEvents(
  database: Database,
  organizationId: string,
  filter?: ClaimEventFilter | null,
): Promise<number> {
  return countFeedEvents(database, claimEvents, organizationId, readFilter(filter));
}

function readFilter(unchecked: ClaimEventFilter | null | undefined): AddFilter | undefined {
  const filter = withoutNulls(unchecked);
  validate({ filter });
  if (Object.keys(filter).length === 0) return undefined;
  return (conditions) => {
    addFeedFilter(conditions, filter);
    const { claimCodes } = filter;
    if (!claimCodes) return;
    conditions.add(
      claimCodes.map(upperCaseAscii),
      (codes) => `e.claim_id in (select c.id from claim c where c.code = any(${codes}::text[]))`,
    );
  };
}
