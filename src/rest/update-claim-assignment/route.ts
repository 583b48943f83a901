import type { FastifyInstance } from 'fastify';
import type { Principal } from '../../services/principal.js';
import { updateClaimAssignment } from '../../services/assignments/update-claim-assignment.js';
import { ASSIGNMENT_URL } from '../assignment-url.js';
import { claimAssignmentOut } from '../claim-assignment-out.js';
import { assignmentChanges } from './body.js';

/** `PATCH /products/{gtin}/claims/{claim_id}` */
export function updateProductClaimRoute(app: FastifyInstance): void {
  app.patch<{ Params: { gtin: string; claim_id: string } }>(
    ASSIGNMENT_URL,
    { config: { door: 'rest', writes: true } },
    async ({ params, body, principal, database }) => {
      const key = { gtin: params.gtin, claimId: params.claim_id };
      const input = { ...assignmentChanges(body), ...key };
      return claimAssignmentOut(await updateClaimAssignment(database, principal as Principal, input));
    },
  );
}
