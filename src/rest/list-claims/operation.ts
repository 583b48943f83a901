import type { Operation } from '../openapi/operation.js';
import { claimPageSchema } from './page-out.js';
import { listClaimsParameters } from './query.js';

/** `GET /claims` */
export const listClaimsOperation: Operation = {
  method: 'get',
  path: '/claims',
  name: 'list_claims',
  tag: 'Claims',
  summary: 'List claims',
  description:
    'The catalogue in pages. Filters narrow it down together. A parameter may be given once; numbers are ' +
    'written in decimal digits.',
  parameters: listClaimsParameters,
  success: { status: 200, description: 'A page of the catalogue.', schema: claimPageSchema },
  failures: [
    'unauthorized',
    'forbidden',
    'validation_error',
    'rate_limited',
    'internal_error',
    'service_unavailable',
  ],
};
