import { claimAssignmentOutSchema } from '../claim-assignment-out.js';
import type { Operation } from '../openapi/operation.js';
import { gtinParameter } from '../path-parameters.js';
import { claimAssignmentCreateIn } from './body.js';

/** `POST /products/{gtin}/claims`: the operation of the published specification. */
export const assignClaimOperation: Operation = {
  method: 'post',
  path: '/products/{gtin}/claims',
  name: 'create_product_claim',
  tag: 'Assignments',
  summary: 'Assign a claim to a product',
  description:
    'Says that a product carries a claim. A product carries a claim once: when several callers assign it at ' +
    'the same time, one gets 201 and the others 409.',
  parameters: [gtinParameter],
  body: claimAssignmentCreateIn,
  success: {
    status: 201,
    description: 'The claim is assigned.',
    headers: {
      Location: {
        description: 'Path of the assignment, below the GTIN in 14 digits.',
        required: true,
        schema: { type: 'string', format: 'uri-reference' },
        example: '/certifications/api/v1/products/09520000000011/claims/WmsG2qe2XXxacqiqo2MfnY',
      },
    },
    schema: claimAssignmentOutSchema,
  },
  failures: [
    'bad_request',
    'unauthorized',
    'forbidden',
    'not_found',
    'request_timeout',
    'conflict',
    'payload_too_large',
    'unsupported_media_type',
    'validation_error',
    'rate_limited',
    'internal_error',
    'service_unavailable',
  ],
};
