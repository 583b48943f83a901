import type { Database } from '../../database/database.js';
import { claimAssignmentActions } from '../../entities/claim-assignment-event.js';
import { claimCodesSchema } from '../assignments/assignment-filter.js';
import { certificationEventColumns } from '../certifications/certification-columns.js';
import { isNamedByCodeFor, isVisibleTo } from '../certifications/visibility.js';
import { upperCaseAscii } from '../claims/comparisons.js';
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
import type { CertificationEventRecord } from '../records.js';
import { validator } from '../validation/validator.js';
import { withoutNulls } from '../validation/without-nulls.js';

/** An event with its place in the change feed of certifications. */
export interface PositionedCertificationEvent extends CertificationEventRecord {
  /** As decimal digits. */
  readonly position: string;
}

/** Kind of a change. */
export const certificationEventAction = { type: 'string', enum: claimAssignmentActions } as const;

/** Conditions on events: an event must fulfil all of them. */
export interface CertificationEventFilter extends FeedFilter {
  /** The certification is the one that one of these codes names, in letters of either case; at most 10. */
  readonly certificationCodes?: readonly string[] | null;
}

const validate = validator({
  type: 'object',
  properties: {
    filter: { type: 'object', properties: { ...feedFilterSchemas, certificationCodes: claimCodesSchema } },
  },
});

/** The change feed of certifications. */
export const certificationEvents = {
  name: 'certificationEvents',
  table: 'certification_assignment_event',
  statement: 'list_certification_events',
  source: `certification_assignment_event e
  join certification c on c.id = e.certification_id and ${isVisibleTo('$1')}`,
  subject: 'join certification c on c.id = e.certification_id',
  columns: certificationEventColumns,
} as const satisfies Feed;

/** The order of the events of an organization (UUID), the oldest first: that of the change feed. */
export function certificationEventsOrdering(organizationId: string): Ordering<PositionedCertificationEvent> {
  return feedOrdering(certificationEvents.name, organizationId);
}

/**
 * A page of the events of an organization (UUID), in the order of the change feed (`listFeedEvents`). Whether the caller may
 * see them is not asked here. Throws a 422 for an invalid filter.
 */
export async function listCertificationEvents(
  database: Database,
  organizationId: string,
  request: PageRequest,
  filter?: CertificationEventFilter | null,
): Promise<Page<PositionedCertificationEvent>> {
  return listFeedEvents(database, certificationEvents, organizationId, request, readFilter(filter));
}

/** How many events an organization (UUID) has that fit a filter. Throws a 422 for an invalid one. */
export async function countCertificationEvents(
  database: Database,
  organizationId: string,
  filter?: CertificationEventFilter | null,
): Promise<number> {
  return countFeedEvents(database, certificationEvents, organizationId, readFilter(filter));
}

function readFilter(unchecked: CertificationEventFilter | null | undefined): AddFilter | undefined {
  const filter = withoutNulls(unchecked);
  validate({ filter });
  if (Object.keys(filter).length === 0) return undefined;
  return (conditions) => {
    addFeedFilter(conditions, filter);
    const { certificationCodes } = filter;
    if (!certificationCodes) return;
    conditions.add(
      certificationCodes.map(upperCaseAscii),
      (codes) => `c.code = any(${codes}::text[]) and ${isNamedByCodeFor('$1')}`,
    );
  };
}
