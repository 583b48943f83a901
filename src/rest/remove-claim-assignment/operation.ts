import type { Operation } from '../openapi/operation.js';
import { claimIdParameter, gtinParameter } from '../path-parameters.js';

/** `DELETE /products/{gtin}/claims/{claim_id}` */
export const removeProductClaimOperation: Operation = {
  method: 'delete',
  path: '/products/{gtin}/claims/{claim_id}',
  name: 'delete_product_claim',
  tag: 'Assignments',
  summary: 'Take a claim off a product',
  description: 'Removes the assignment. It may be assigned anew afterwards.',
  isExtension: true,
  parameters: [gtinParameter, claimIdParameter],
  success: { status: 204, description: 'The product does not carry the claim any more.' },
  failures: [
    'bad_request',
    'unauthorized',
    'forbidden',
    'not_found',
    'payload_too_large',
    'unsupported_media_type',
    'validation_error',
    'rate_limited',
    'internal_error',
    'service_unavailable',
  ],
};
