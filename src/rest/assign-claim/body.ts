import {
  type AssignClaimInput,
  assignClaimSchema,
  type UncheckedInput,
} from '../../services/assignments/assign-claim-input.js';
import { assignmentMembers } from '../assignment-members.js';
import { describedMembers, translate } from '../members.js';
import { requireObject } from '../request-body.js';

const members = {
  claim_id: {
    field: 'claimId',
    title: 'Claim Id',
    description: 'The claim to assign: its id in the short form or as a canonical UUID.',
  },
  ...assignmentMembers,
  source: { ...assignmentMembers.source, default: 'BRAND_SELF_DECLARED' },
  evidence_url: { ...assignmentMembers.evidence_url, default: '' },
  evidence_note: { ...assignmentMembers.evidence_note, default: '' },
  metadata: {
    ...assignmentMembers.metadata,
    description:
      `${assignmentMembers.metadata.description} Keys with an empty value are dropped; null and \`{}\` attach ` +
      'nothing.',
  },
} as const;

/** The body of the operation: the rules are those that the service validates with. */
export const claimAssignmentCreateIn = {
  title: 'ClaimAssignmentCreateIn',
  description: 'Which claim a product is to carry, who says so, when it holds and on what evidence.',
  type: 'object',
  required: ['claim_id'],
  properties: describedMembers(members, assignClaimSchema.properties),
  examples: [
    {
      claim_id: 'WmsG2qe2XXxacqiqo2MfnY',
      source: 'BRAND_SELF_DECLARED',
      valid_from: '2026-01-01',
      metadata: { order_id: '6735' },
    },
  ],
};

/** Translates `ClaimAssignmentCreateIn` into the service's input. Unknown members are ignored. */
export function assignClaimInput(gtin: string, body: unknown): UncheckedInput<AssignClaimInput> {
  return { ...translate(members, requireObject(body)), gtin };
}
