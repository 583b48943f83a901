import { shortId } from '../codecs/short-id.js';
import { type ClaimEventRecord, claimEventAction } from '../services/history/list-claim-events.js';
import { assignmentMembers } from './assignment-members.js';
import { changesOut, eventProperties, momentOut, publishedNamesOf } from './event-out.js';
import { EXAMPLE_CLAIM_CODE, EXAMPLE_CLAIM_ID, EXAMPLE_GTIN } from './example-ids.js';
import type { ShapeOf } from './json-schema.js';
import { shortIdSchema } from './short-id-schema.js';

const publishedNames = publishedNamesOf(assignmentMembers);

const { cursor, id, at, gtin, actor, changes } = eventProperties;

/** An event of the change feed. */
export const claimEventOutSchema = {
  title: 'ClaimEventOut',
  description: 'A change of an assignment. Events are never changed.',
  type: 'object',
  required: ['cursor', 'id', 'at', 'action', 'gtin', 'claim', 'actor', 'changes'],
  properties: {
    cursor,
    id,
    at,
    action: claimEventAction,
    gtin,
    claim: {
      title: 'Claim',
      description: 'The claim.',
      type: 'object',
      required: ['id', 'code'],
      properties: {
        id: { ...shortIdSchema, title: 'Id', description: 'Id of the claim.' },
        code: { title: 'Code', description: 'Code of the claim.', type: 'string', maxLength: 50 },
      },
    },
    actor,
    changes,
  },
  examples: [
    {
      cursor: 'WyJjbGFpbUV2ZW50czowMTlk4oCmIiwiNzQyMSIsIjAxOWTigKYiXQ',
      id: 'WmsG2qe2XXxacqiqo2MfnY',
      at: '2026-03-31T12:00:00.123456+00:00',
      action: 'ASSIGNED',
      gtin: EXAMPLE_GTIN,
      claim: { id: EXAMPLE_CLAIM_ID, code: EXAMPLE_CLAIM_CODE },
      actor: 'key.2HrEyoSBAP8zmCpgsSk4Qk',
      changes: [{ field: 'source', before: null, after: 'BRAND_SELF_DECLARED' }],
    },
  ],
} as const;

/** Renders an event as a response. */
export function claimEventOut(
  event: ClaimEventRecord,
  position: string,
): ShapeOf<typeof claimEventOutSchema> {
  return {
    cursor: position,
    id: shortId(event.id),
    at: momentOut(event.at),
    action: event.action,
    gtin: event.gtin,
    claim: { id: shortId(event.claim.id), code: event.claim.code },
    actor: event.actor,
    changes: changesOut(event.changes, publishedNames),
  };
}
