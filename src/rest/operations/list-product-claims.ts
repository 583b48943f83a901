import { listProductClaims } from '../../services/assignments/list-product-claims.js';
import { claimAssignmentOut, claimAssignmentOutSchema } from '../claim-assignment-out.js';
import type { RestOperation } from '../operation.js';
import { gtinParameter } from '../path-parameters.js';

/** `GET /products/{gtin}/claims` */
export const listProductClaimsOperation: RestOperation = {
  method: 'get',
  path: '/products/{gtin}/claims',
  name: 'list_product_claims',
  tag: 'Assignments',
  summary: 'List the claims of a product',
  description: 'All claims that a product carries, ordered by code, including expired ones.',
  parameters: [gtinParameter],
  success: {
    status: 200,
    description: 'The claims of the product, all of them; empty when it carries none.',
    schema: { type: 'array', items: claimAssignmentOutSchema },
  },
  async handle({ params: { gtin = '' }, database }) {
    return { body: (await listProductClaims(database, gtin)).map(claimAssignmentOut) };
  },
};
