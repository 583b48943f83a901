import type { FastifyInstance } from 'fastify';
import type { Database } from '../../database/database.js';
import { listProductClaims } from '../../services/list-product-claims.js';
import { claimAssignmentOut } from '../claim-assignment-out.js';

/** `GET /products/{gtin}/claims`: a bare array, in the order of the claims' codes. */
export function listProductClaimsRoute(app: FastifyInstance, database: Database): void {
  app.get<{ Params: { gtin: string } }>(
    '/products/:gtin/claims',
    { config: { door: 'rest' } },
    async (request) => (await listProductClaims(database, request.params.gtin)).map(claimAssignmentOut),
  );
}
