import type { FastifyInstance } from 'fastify';
import { findProductClaim } from '../../services/assignments/find-product-claim.js';
import { ASSIGNMENT_URL } from '../assignment-url.js';
import { claimAssignmentOut } from '../claim-assignment-out.js';

/** `GET /products/{gtin}/claims/{claim_id}` */
export function getProductClaimRoute(app: FastifyInstance): void {
  app.get<{ Params: { gtin: string; claim_id: string } }>(
    ASSIGNMENT_URL,
    { config: { door: 'rest' } },
    async ({ params: { gtin, claim_id: claimId }, database }) =>
      claimAssignmentOut(await findProductClaim(database, { gtin, claimId })),
  );
}
