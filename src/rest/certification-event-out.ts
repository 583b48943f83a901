import { shortId } from '../codecs/short-id.js';
import {
  certificationEventAction,
  type PositionedCertificationEvent,
} from '../services/history/list-certification-events.js';
import { certificationAssignmentMembers } from './certification-assignment-members.js';
import { changesOut, eventProperties, momentOut, publishedNamesOf } from './event-out.js';
import { EXAMPLE_CERTIFICATION_ID, EXAMPLE_GTIN } from './example-ids.js';
import type { ShapeOf } from './json-schema.js';
import { shortIdSchema } from './short-id-schema.js';

const publishedNames = publishedNamesOf(certificationAssignmentMembers);

const { cursor, id, at, gtin, actor, changes } = eventProperties;

/** An event of the change feed of certifications. */
export const certificationEventOutSchema = {
  title: 'CertificationEventOut',
  description: "A change of a certification's assignment. Events are never changed.",
  type: 'object',
  required: ['cursor', 'id', 'at', 'action', 'gtin', 'certification', 'actor', 'changes'],
  properties: {
    cursor,
    id,
    at,
    action: certificationEventAction,
    gtin,
    certification: {
      title: 'Certification',
      description: 'The certification.',
      type: 'object',
      required: ['id', 'code'],
      properties: {
        id: { ...shortIdSchema, title: 'Id', description: 'Id of the certification.' },
        code: {
          title: 'Code',
          description: 'Code of the certification; empty if it has none.',
          type: 'string',
          maxLength: 50,
        },
      },
    },
    actor: {
      ...actor,
      description:
        'The credential that made the change, by its id: `key.<id>` or `token.<subject>`; `import`, `demo` or `transfer` for commands.',
    },
    changes: {
      ...changes,
      description:
        'The members that changed, of a removed assignment all that had a value; countries are separated by blanks.',
    },
  },
  examples: [
    {
      cursor: 'WyJjZXJ0aWZpY2F0aW9uRXZlbnRzOjAxOWTigKYiLCI3NDIxIiwiMDE5ZOKApiJd',
      id: 'WmsG2qe2XXxacqiqo2MfnY',
      at: '2026-03-31T12:00:00.123456+00:00',
      action: 'UPDATED',
      gtin: EXAMPLE_GTIN,
      certification: { id: EXAMPLE_CERTIFICATION_ID, code: 'EXAMPLE_ORGANIC' },
      actor: 'key.2HrEyoSBAP8zmCpgsSk4Qk',
      changes: [{ field: 'verification_status', before: 'unverified', after: 'verified' }],
    },
  ],
} as const;

/** Renders an event as a response. */
export function certificationEventOut(
  event: PositionedCertificationEvent,
  position: string,
): ShapeOf<typeof certificationEventOutSchema> {
  return {
    cursor: position,
    id: shortId(event.id),
    at: momentOut(event.at),
    action: event.action,
    gtin: event.gtin,
    certification: { id: shortId(event.certification.id), code: event.certification.code },
    actor: event.actor,
    changes: changesOut(event.changes, publishedNames),
  };
}
