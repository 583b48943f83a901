import { updateClaimAssignment } from '../../services/assignments/update-claim-assignment.js';
import { updateClaimAssignmentSchema } from '../../services/assignments/update-claim-assignment-input.js';
import { assignmentMembers } from '../assignment-members.js';
import { claimAssignmentOut, claimAssignmentOutSchema } from '../claim-assignment-out.js';
import { describedMembers, translate } from '../members.js';
import type { RestOperation } from '../operation.js';
import { claimIdParameter, gtinParameter } from '../path-parameters.js';
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
  description: 'Changes of an assignment. Absent members stay unchanged.',
  type: 'object',
  properties: describedMembers(members, updateClaimAssignmentSchema.properties),
  examples: [{ expiration_date: '2027-12-31', metadata: { order_id: '', lot: '12' } }],
};

/** `PATCH /products/{gtin}/claims/{claim_id}` */
export const updateClaimAssignmentOperation: RestOperation = {
  method: 'patch',
  path: '/products/{gtin}/claims/{claim_id}',
  name: 'update_product_claim',
  tag: 'Assignments',
  summary: 'Change a claim of a product',
  description:
    'Changes the members that are sent; `{}` changes nothing. The assignment after the change must be valid: its last day is not before its first.',
  isExtension: true,
  parameters: [gtinParameter, claimIdParameter],
  body: claimAssignmentUpdateIn,
  success: {
    status: 200,
    description: 'The assignment after the change.',
    schema: claimAssignmentOutSchema,
  },
  async handle({ params: { gtin, claim_id: claimId }, body, principal, database }, _pathOf, write) {
    const input = { ...translate(members, requireObject(body)), gtin, claimId };
    return { body: claimAssignmentOut(await updateClaimAssignment(database, principal, input, write)) };
  },
};
