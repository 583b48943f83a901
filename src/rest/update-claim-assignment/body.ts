import type { UncheckedInput } from '../../services/assignments/assign-claim-input.js';
import {
  type UpdateClaimAssignmentInput,
  updateClaimAssignmentSchema,
} from '../../services/assignments/update-claim-assignment-input.js';
import { assignmentMembers } from '../assignment-members.js';
import { describedMembers, translate } from '../members.js';
import { requireObject } from '../request-body.js';

const members = {
  ...assignmentMembers,
  metadata: {
    ...assignmentMembers.metadata,
    description:
      `${assignmentMembers.metadata.description} It is merged into what is there: an empty value deletes its ` +
      'key, null and `{}` clear everything. At most 50 keys may be there afterwards.',
  },
} as const;

/** The body of the operation: the rules are those that the service validates with. */
export const claimAssignmentUpdateIn = {
  title: 'ClaimAssignmentUpdateIn',
  description: 'What is to change about an assignment: members that are absent stay as they are.',
  type: 'object',
  properties: describedMembers(members, updateClaimAssignmentSchema.properties),
  examples: [{ expiration_date: '2027-12-31', metadata: { order_id: '', lot: '12' } }],
};

/** Translates `ClaimAssignmentUpdateIn` into changes of the service's. Unknown members are ignored. */
export function assignmentChanges(
  body: unknown,
): Omit<UncheckedInput<UpdateClaimAssignmentInput>, 'gtin' | 'claimId'> {
  return translate(members, requireObject(body));
}
