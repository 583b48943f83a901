import type { FastifyInstance } from 'fastify';
import type { Principal } from '../../services/principal.js';
import { removeClaimAssignment } from '../../services/assignments/remove-claim-assignment.js';
import { ASSIGNMENT_URL } from '../assignment-url.js';

/** `DELETE /products/{gtin}/claims/{claim_id}` */
export function removeProductClaimRoute(app: FastifyInstance): void {
  app.delete<{ Params: { gtin: string; claim_id: string } }>(
    ASSIGNMENT_URL,
    { config: { door: 'rest', writes: true } },
    async ({ params, principal, database }, reply) => {
      const key = { gtin: params.gtin, claimId: params.claim_id };
      await removeClaimAssignment(database, principal as Principal, key);
      return reply.code(204).send();
    },
  );
}
