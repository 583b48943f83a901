import { claimEvents, listClaimEvents } from '../../services/history/list-claim-events.js';
import { claimEventOut, claimEventOutSchema } from '../claim-event-out.js';
import { feedPageProperties, feedParameters, followFeed } from '../feed.js';
import type { ShapeOf } from '../json-schema.js';
import type { RestOperation } from '../operation.js';

/** Some consecutive events of the feed. */
export const claimEventPageSchema = {
  title: 'ClaimEventPage',
  description: 'Some consecutive events of the change feed, the oldest first.',
  type: 'object',
  required: ['data', 'next'],
  properties: feedPageProperties(claimEventOutSchema),
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
  parameters: feedParameters,
  success: { status: 200, description: 'The next events.', schema: claimEventPageSchema },
  async handle(request) {
    const body: ShapeOf<typeof claimEventPageSchema> = await followFeed(request, {
      feed: claimEvents,
      list: listClaimEvents,
      render: claimEventOut,
    });
    return { body };
  },
};
