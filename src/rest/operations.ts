import type { FastifyInstance } from 'fastify';
import { assignClaimRoute } from './assign-claim/route.js';
import { getClaimRoute } from './get-claim/route.js';
import { getProductClaimRoute } from './get-product-claim/route.js';
import { listClaimsRoute } from './list-claims/route.js';
import { listProductClaimsRoute } from './list-product-claims/route.js';
import { openApiRoute } from './openapi/route.js';
import type { PublicAddress } from './public-address.js';
import { removeProductClaimRoute } from './remove-claim-assignment/route.js';
import { updateProductClaimRoute } from './update-claim-assignment/route.js';

/** What the operations work with. */
export interface RestOptions {
  readonly address: PublicAddress;
}

/** Declares every operation of the REST door, one folder each, and the document that describes them. */
export async function restOperations(app: FastifyInstance, { address }: RestOptions): Promise<void> {
  listClaimsRoute(app);
  getClaimRoute(app);
  listProductClaimsRoute(app);
  assignClaimRoute(app, address);
  getProductClaimRoute(app);
  updateProductClaimRoute(app);
  removeProductClaimRoute(app);
  openApiRoute(app, address);
}
