import type { FastifyInstance } from 'fastify';
import { Problem } from '../../errors/problem.js';
import { findClaim } from '../../services/claims/find-claims.js';
import { claimOut } from '../claim-out.js';

/** `GET /claims/{id}`. An id has at least one character: a path that ends in a slash is unknown. */
export function getClaimRoute(app: FastifyInstance): void {
  app.get<{ Params: { id: string } }>(
    '/claims/:id(^[^]+$)',
    { config: { door: 'rest' } },
    async ({ params: { id }, database }) => {
      const claim = await findClaim(database, id);
      if (claim === null) throw claimNotFound();
      return claimOut(claim);
    },
  );
}

/** The claim is named by the path here, where writing an assignment names it by `claim_id`. */
function claimNotFound(): Problem {
  return new Problem('not_found', 'No claim with this id was found.', {
    issues: [{ path: ['id'], msg: 'Claim not found', type: 'not_found' }],
  });
}
