import type { FastifyInstance } from 'fastify';
import type { Database } from '../database/database.js';
import { assignClaimRoute } from './assign-claim/route.js';
import { listProductClaimsRoute } from './list-product-claims/route.js';

/** Where the published API family has these operations. */
export const REST_BASE = '/certifications/api/v1';

/** Declares every operation of the REST door, one folder each. */
export async function restOperations(
  app: FastifyInstance,
  { database }: { database: Database },
): Promise<void> {
  assignClaimRoute(app, database);
  listProductClaimsRoute(app, database);
}
