import { claimAssignmentOutSchema } from '../claim-assignment-out.js';
import type { Operation } from '../openapi/operation.js';
import { claimIdParameter, gtinParameter } from '../path-parameters.js';

/** `GET /products/{gtin}/claims/{claim_id}` */
export const getProductClaimOperation: Operation = {
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
  failures: [
    'bad_request',
    'unauthorized',
    'forbidden',
    'not_found',
    'validation_error',
    'rate_limited',
    'internal_error',
    'service_unavailable',
  ],
};
