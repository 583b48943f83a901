import { Problem } from '../../errors/problem.js';
import { findClaim } from '../../services/claims/find-claims.js';
import { claimOut, claimOutSchema } from '../claim-out.js';
import type { RestOperation } from '../operation.js';
import { idParameter } from '../path-parameters.js';

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
    if (claim === null) throw claimNotFound();
    return { body: claimOut(claim) };
  },
};

/** The claim is named by the path here, where writing an assignment names it by `claim_id`. */
function claimNotFound(): Problem {
  return new Problem('not_found', 'No claim with this id was found.', {
    issues: [{ path: ['id'], msg: 'Claim not found', type: 'not_found' }],
  });
}
