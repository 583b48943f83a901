import type { FastifyInstance } from 'fastify';
import { listProductClaims } from '../../services/assignments/list-product-claims.js';
import { claimAssignmentOut } from '../claim-assignment-out.js';

/** `GET /products/{gtin}/claims`: a bare array, in the order of the claims' codes. */
export function listProductClaimsRoute(app: FastifyInstance): void {
  app.get<{ Params: { gtin: string } }>(
    '/products/:gtin/claims',
    { config: { door: 'rest' } },
    async (request) =>
      (await listProductClaims(request.database, request.params.gtin)).map(claimAssignmentOut),
  );
}
