import type { FastifyInstance } from 'fastify';
import { toGtin14 } from '../../codecs/gtin.js';
import { assignClaim } from '../../services/assignments/assign-claim.js';
import type { Principal } from '../../services/principal.js';
import { claimAssignmentOut } from '../claim-assignment-out.js';
import type { PublicAddress } from '../public-address.js';
import { assignClaimInput } from './body.js';

/** `POST /products/{gtin}/claims` */
export function assignClaimRoute(app: FastifyInstance, { prefix }: PublicAddress): void {
  app.post<{ Params: { gtin: string } }>(
    '/products/:gtin/claims',
    { config: { door: 'rest', writes: true } },
    async (request, reply) => {
      const input = assignClaimInput(request.params.gtin, request.body);
      const assignment = claimAssignmentOut(
        await assignClaim(request.database, request.principal as Principal, input),
      );
      const location = `${prefix}${app.prefix}/products/${toGtin14(request.params.gtin)}/claims/${assignment.id}`;
      return reply.code(201).header('location', location).send(assignment);
    },
  );
}
