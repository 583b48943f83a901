import type { RestOperation } from './operation.js';
import { assignClaimOperation } from './operations/assign-claim.js';
import { assignClaimsOperation } from './operations/assign-claims.js';
import { getClaimOperation } from './operations/get-claim.js';
import { getProductClaimOperation } from './operations/get-product-claim.js';
import { listClaimEventsOperation } from './operations/list-claim-events.js';
import { listClaimsOperation } from './operations/list-claims.js';
import { listProductClaimsOperation } from './operations/list-product-claims.js';
import { removeClaimAssignmentOperation } from './operations/remove-claim-assignment.js';
import { updateClaimAssignmentOperation } from './operations/update-claim-assignment.js';

/** Every operation of the REST API, in the order of the document. */
export const operations: readonly RestOperation[] = [
  listClaimsOperation,
  getClaimOperation,
  listProductClaimsOperation,
  assignClaimOperation,
  getProductClaimOperation,
  updateClaimAssignmentOperation,
  removeClaimAssignmentOperation,
  listClaimEventsOperation,
  assignClaimsOperation,
];
