import { claimAssignmentOutSchema } from '../claim-assignment-out.js';
import type { Operation } from '../openapi/operation.js';
import { gtinParameter } from '../path-parameters.js';

/** `GET /products/{gtin}/claims` */
export const listProductClaimsOperation: Operation = {
  method: 'get',
  path: '/products/{gtin}/claims',
  name: 'list_product_claims',
  tag: 'Assignments',
  summary: 'List the claims of a product',
  description: 'Every claim that a product carries, in the order of the codes, expired ones included.',
  parameters: [gtinParameter],
  success: {
    status: 200,
    description: 'The claims of the product, all of them; empty when it carries none.',
    schema: { type: 'array', items: claimAssignmentOutSchema },
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
