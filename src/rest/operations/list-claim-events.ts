import { feedInputSchema, readFeedRequest } from '../../services/feed/feed-request.js';
import { claimEventsOrdering, listClaimEvents } from '../../services/history/list-claim-events.js';
import { requireHistoryReader } from '../../services/principal.js';
import { claimEventOut, claimEventOutSchema } from '../claim-event-out.js';
import type { ShapeOf } from '../json-schema.js';
import { describedMembers } from '../members.js';
import type { RestOperation } from '../operation.js';
import { readQuery } from '../query.js';

const members = {
  after: {
    field: 'after',
    title: 'After',
    description:
      '`next` of the answer before, or the `cursor` of an event; the feed is read from its beginning without it. ' +
      'Cursors belong to one organization and do not expire.',
  },
  limit: {
    field: 'limit',
    title: 'Limit',
    description: 'Maximum number of events. An answer with long changes has fewer.',
  },
  wait: {
    field: 'wait',
    title: 'Wait',
    description: 'Seconds for which the answer is held back while there is no event.',
  },
} as const;

const listClaimEventsParameters = Object.entries(describedMembers(members, feedInputSchema.properties)).map(
  ([name, schema]) => ({
    in: 'query',
    name,
    required: false,
    description: members[name as keyof typeof members].description,
    schema,
  }),
);

/** Some consecutive events of the feed. */
export const claimEventPageSchema = {
  title: 'ClaimEventPage',
  description: 'Some consecutive events of the change feed, the oldest first.',
  type: 'object',
  required: ['data', 'next'],
  properties: {
    data: {
      title: 'Data',
      description: 'The events; empty when there are no further ones yet.',
      type: 'array',
      items: claimEventOutSchema,
    },
    next: {
      title: 'Next',
      description: 'The position to go on from: `after` of the next request, also after an empty answer.',
      type: 'string',
    },
  },
} as const;

/** `GET /claim-events` */
export const listClaimEventsOperation: RestOperation = {
  method: 'get',
  path: '/claim-events',
  name: 'list_claim_events',
  tag: 'Assignments',
  summary: 'Follow the changes of assignments',
  description:
    'The changes of assignments that were made on behalf of the organization, in an order that never changes: ' +
    'no event appears behind a position that was given. Go on with `next` as `after`; with `wait`, an event is ' +
    'answered as soon as there is one. Publishable keys cannot read it.',
  isExtension: true,
  parameters: listClaimEventsParameters,
  success: { status: 200, description: 'The next events.', schema: claimEventPageSchema },
  async handle(request) {
    const { url, principal, database } = request;
    requireHistoryReader(principal);
    const { organizationId } = principal;
    const ordering = claimEventsOrdering(organizationId);
    const input = readFeedRequest(readQuery(url, members, { integers: ['limit', 'wait'] }), ordering);
    const read = () => listClaimEvents(database, organizationId, input.page);
    let page = await read();
    if (page.rows.length === 0 && input.waitMs > 0) {
      const feed = { table: 'claim_assignment_event', organizationId, position: input.after } as const;
      if (await request.waitForEvents(feed, input.waitMs)) page = await read();
    }
    const data = page.rows.map((event) => claimEventOut(event, page.cursor(event)));
    const body: ShapeOf<typeof claimEventPageSchema> = { data, next: data.at(-1)?.cursor ?? input.cursor };
    return { body };
  },
};
