import { findClaim } from '../../services/claims/find-claims.js';
import { claimOut, claimOutSchema } from '../claim-out.js';
import type { RestOperation } from '../operation.js';
import { idParameter } from '../path-parameters.js';
import { notFoundById } from './not-found-by-id.js';

/** `GET /claims/{id}` */
export const getClaimOperation: RestOperation = {
  method: 'get',
  path: '/claims/{id}',
  name: 'get_claim',
  tag: 'Claims',
  summary: 'Get a claim',
  description: 'One claim of the catalogue.',
  parameters: [idParameter],
  success: { status: 200, description: 'The claim.', schema: claimOutSchema },
  async handle({ params: { id = '' }, database }) {
    const claim = await findClaim(database, id);
    if (claim === null) throw notFoundById('Claim');
    return { body: claimOut(claim) };
  },
};
