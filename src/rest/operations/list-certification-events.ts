import {
  certificationEvents,
  listCertificationEvents,
} from '../../services/history/list-certification-events.js';
import { certificationEventOut, certificationEventOutSchema } from '../certification-event-out.js';
import { feedPageProperties, feedParameters, followFeed } from '../feed.js';
import type { ShapeOf } from '../json-schema.js';
import type { RestOperation } from '../operation.js';

/** Some consecutive events of the feed. */
export const certificationEventPageSchema = {
  title: 'CertificationEventPage',
  description: 'Some consecutive events of the change feed of certifications, the oldest first.',
  type: 'object',
  required: ['data', 'next'],
  properties: feedPageProperties(certificationEventOutSchema),
} as const;

/** `GET /certification-events` */
export const listCertificationEventsOperation: RestOperation = {
  method: 'get',
  path: '/certification-events',
  name: 'list_certification_events',
  tag: 'Assignments',
  summary: "Follow the changes of certifications' assignments",
  description:
    "The changes of certifications' assignments that were made on behalf of the organization, in an order that never " +
    'changes: no event appears behind a position that was given. Go on with `next` as `after`; with `wait`, an event ' +
    'is answered as soon as there is one. Publishable keys cannot read it.',
  isExtension: true,
  parameters: feedParameters,
  success: { status: 200, description: 'The next events.', schema: certificationEventPageSchema },
  async handle(request) {
    const body: ShapeOf<typeof certificationEventPageSchema> = await followFeed(request, {
      feed: certificationEvents,
      list: listCertificationEvents,
      render: certificationEventOut,
    });
    return { body };
  },
};
