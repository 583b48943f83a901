import { findProductClaim } from '../../services/assignments/find-product-claim.js';
import { claimAssignmentOut, claimAssignmentOutSchema } from '../claim-assignment-out.js';
import type { RestOperation } from '../operation.js';
import { claimIdParameter, gtinParameter } from '../path-parameters.js';

/** `GET /products/{gtin}/claims/{claim_id}` */
export const getProductClaimOperation: RestOperation = {
  method: 'get',
  path: '/products/{gtin}/claims/{claim_id}',
  name: 'get_product_claim',
  tag: 'Assignments',
  summary: 'Get a claim of a product',
  description: 'One claim that a product carries.',
  isExtension: true,
  parameters: [gtinParameter, claimIdParameter],
  success: {
    status: 200,
    description: 'The claim and its assignment to the product.',
    schema: claimAssignmentOutSchema,
  },
  async handle({ params: { gtin, claim_id: claimId }, database }) {
    return { body: claimAssignmentOut(await findProductClaim(database, { gtin, claimId })) };
  },
};
