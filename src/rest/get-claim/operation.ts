import { claimOutSchema } from '../claim-out.js';
import type { Operation } from '../openapi/operation.js';
import { idParameter } from '../path-parameters.js';

/** `GET /claims/{id}` */
export const getClaimOperation: Operation = {
  method: 'get',
  path: '/claims/{id}',
  name: 'get_claim',
  tag: 'Claims',
  summary: 'Get a claim',
  description: 'One claim of the catalogue.',
  parameters: [idParameter],
  success: { status: 200, description: 'The claim.', schema: claimOutSchema },
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
