import type { RestOperation } from './operation.js';
import { assignCertificationOperation } from './operations/assign-certification.js';
import { assignCertificationsOperation } from './operations/assign-certifications.js';
import { assignClaimOperation } from './operations/assign-claim.js';
import { assignClaimsOperation } from './operations/assign-claims.js';
import { getCertificationOperation } from './operations/get-certification.js';
import { getCertificationBodyOperation } from './operations/get-certification-body.js';
import { getClaimOperation } from './operations/get-claim.js';
import { getProductCertificationOperation } from './operations/get-product-certification.js';
import { getProductClaimOperation } from './operations/get-product-claim.js';
import { listCertificationBodiesOperation } from './operations/list-certification-bodies.js';
import { listCertificationEventsOperation } from './operations/list-certification-events.js';
import { listCertificationsOperation } from './operations/list-certifications.js';
import { listClaimEventsOperation } from './operations/list-claim-events.js';
import { listClaimsOperation } from './operations/list-claims.js';
import { listProductCertificationsOperation } from './operations/list-product-certifications.js';
import { listProductClaimsOperation } from './operations/list-product-claims.js';
import { removeCertificationAssignmentOperation } from './operations/remove-certification-assignment.js';
import { removeClaimAssignmentOperation } from './operations/remove-claim-assignment.js';
import { updateCertificationAssignmentOperation } from './operations/update-certification-assignment.js';
import { updateClaimAssignmentOperation } from './operations/update-claim-assignment.js';

/** Every operation of the REST API, in the order of the document. */
export const operations: readonly RestOperation[] = [
  listCertificationBodiesOperation,
  getCertificationBodyOperation,
  listCertificationsOperation,
  getCertificationOperation,
  listClaimsOperation,
  getClaimOperation,
  listProductClaimsOperation,
  assignClaimOperation,
  getProductClaimOperation,
  updateClaimAssignmentOperation,
  removeClaimAssignmentOperation,
  listClaimEventsOperation,
  assignClaimsOperation,
  listProductCertificationsOperation,
  assignCertificationOperation,
  getProductCertificationOperation,
  updateCertificationAssignmentOperation,
  removeCertificationAssignmentOperation,
  listCertificationEventsOperation,
  assignCertificationsOperation,
];
