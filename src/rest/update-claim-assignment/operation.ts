import { claimAssignmentOutSchema } from '../claim-assignment-out.js';
import type { Operation } from '../openapi/operation.js';
import { claimIdParameter, gtinParameter } from '../path-parameters.js';
import { claimAssignmentUpdateIn } from './body.js';

/** `PATCH /products/{gtin}/claims/{claim_id}` */
export const updateProductClaimOperation: Operation = {
  method: 'patch',
  path: '/products/{gtin}/claims/{claim_id}',
  name: 'update_product_claim',
  tag: 'Assignments',
  summary: 'Change a claim of a product',
  description:
    'Changes the members that are sent and no others; `{}` changes nothing. The rules are those of the ' +
    'assignment as it stands afterwards: its last day may not lie before its first.',
  isExtension: true,
  parameters: [gtinParameter, claimIdParameter],
  body: claimAssignmentUpdateIn,
  success: {
    status: 200,
    description: 'The assignment as it stands now.',
    schema: claimAssignmentOutSchema,
  },
  failures: [
    'bad_request',
    'unauthorized',
    'forbidden',
    'not_found',
    'request_timeout',
    'payload_too_large',
    'unsupported_media_type',
    'validation_error',
    'rate_limited',
    'internal_error',
    'service_unavailable',
  ],
};
