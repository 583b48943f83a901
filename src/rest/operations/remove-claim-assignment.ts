import { removeClaimAssignment } from '../../services/assignments/remove-claim-assignment.js';
import type { RestOperation } from '../operation.js';
import { claimIdParameter, gtinParameter } from '../path-parameters.js';

/** `DELETE /products/{gtin}/claims/{claim_id}` */
export const removeClaimAssignmentOperation: RestOperation = {
  method: 'delete',
  path: '/products/{gtin}/claims/{claim_id}',
  name: 'delete_product_claim',
  tag: 'Assignments',
  summary: 'Take a claim off a product',
  description: 'Removes the assignment. The claim can be assigned again afterwards.',
  isExtension: true,
  parameters: [gtinParameter, claimIdParameter],
  success: { status: 204, description: 'The claim is removed from the product.' },
  async handle({ params: { gtin, claim_id: claimId }, principal, database }, _pathOf, write) {
    await removeClaimAssignment(database, principal, { gtin, claimId }, write);
    return {};
  },
};
