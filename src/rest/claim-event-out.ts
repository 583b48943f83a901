import { shortId } from '../codecs/short-id.js';
import { type ClaimEventRecord, claimEventAction } from '../services/history/list-claim-events.js';
import { assignmentMembers } from './assignment-members.js';
import { EXAMPLE_CLAIM_CODE, EXAMPLE_CLAIM_ID, EXAMPLE_GTIN } from './example-ids.js';
import type { ShapeOf } from './json-schema.js';
import { shortIdSchema } from './short-id-schema.js';

/** The published name of a member, by its name in the service, which history stores. */
const publishedNames: ReadonlyMap<string, string> = new Map(
  Object.entries(assignmentMembers).map(([name, { field }]) => [field, name]),
);

const value = { anyOf: [{ type: 'string' }, { type: 'null' }] } as const;

/** An event of the change feed. */
export const claimEventOutSchema = {
  title: 'ClaimEventOut',
  description: 'A change of an assignment. Events are never changed.',
  type: 'object',
  required: ['cursor', 'id', 'at', 'action', 'gtin', 'claim', 'actor', 'changes'],
  properties: {
    cursor: {
      title: 'Cursor',
      description: 'Position of the event in the feed, for `after`. Opaque.',
      type: 'string',
    },
    id: { ...shortIdSchema, title: 'Id', description: 'Id of the event, by which it can be recognized.' },
    at: { title: 'At', description: 'Time of the change.', type: 'string', format: 'date-time' },
    action: claimEventAction,
    gtin: { title: 'Gtin', description: 'GTIN of the product in 14 digits.', type: 'string' },
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
    actor: {
      title: 'Actor',
      description:
        'The credential that made the change, by its id: `key.<id>` or `token.<subject>`; `import` or `demo` for commands.',
      type: 'string',
    },
    changes: {
      title: 'Changes',
      description: 'The members that changed, of a removed assignment all that had a value.',
      type: 'array',
      items: {
        title: 'FieldChangeOut',
        description: 'A member of an assignment, before and after a change.',
        type: 'object',
        required: ['field', 'before', 'after'],
        properties: {
          field: { title: 'Field', description: 'Name of the member.', type: 'string' },
          before: {
            ...value,
            title: 'Before',
            description: 'Value before the change, metadata as JSON; null if it was empty.',
          },
          after: {
            ...value,
            title: 'After',
            description: 'Value after the change, metadata as JSON; null if it is empty.',
          },
        },
      },
    },
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
export function claimEventOut(event: ClaimEventRecord, cursor: string): ShapeOf<typeof claimEventOutSchema> {
  const { id, at, action, gtin, claim, actor, changes } = event;
  return {
    cursor,
    id: shortId(id),
    at: momentOut(at),
    action,
    gtin,
    claim: { id: shortId(claim.id), code: claim.code },
    actor,
    changes: changes.map(({ field, before, after }) => ({
      field: publishedNames.get(field) ?? field,
      before,
      after,
    })),
  };
}

/** PostgreSQL's text of a moment in UTC as RFC 3339 has it: `2026-03-31T12:00:00.123456+00:00`. */
function momentOut(stored: string): string {
  return `${stored.replace(' ', 'T')}:00`;
}
