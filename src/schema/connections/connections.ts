import { Certification } from '../types/certification.js';
import { CertificationAssignment } from '../types/certification-assignment.js';
import { CertificationAssignmentEvent } from '../types/certification-assignment-event.js';
import { CertificationBody } from '../types/certification-body.js';
import { Claim } from '../types/claim.js';
import { ClaimAssignment } from '../types/claim-assignment.js';
import { ClaimAssignmentEvent } from '../types/claim-assignment-event.js';
import { Product } from '../types/product.js';
import { connectionTypes } from './connection-type.js';

/** Connections of all types that have lists, and the edges that payloads of mutations return. */

export const { connection: ProductConnection } = connectionTypes('Product', () => Product);

export const { connection: ClaimConnection } = connectionTypes('Claim', () => Claim);

export const { connection: ClaimAssignmentConnection, edge: ClaimAssignmentEdge } = connectionTypes(
  'ClaimAssignment',
  () => ClaimAssignment,
);

export const { connection: ClaimAssignmentEventConnection } = connectionTypes(
  'ClaimAssignmentEvent',
  () => ClaimAssignmentEvent,
);

export const { connection: CertificationBodyConnection } = connectionTypes(
  'CertificationBody',
  () => CertificationBody,
);

export const { connection: CertificationConnection } = connectionTypes('Certification', () => Certification);

export const { connection: CertificationAssignmentConnection, edge: CertificationAssignmentEdge } =
  connectionTypes('CertificationAssignment', () => CertificationAssignment);

export const { connection: CertificationAssignmentEventConnection } = connectionTypes(
  'CertificationAssignmentEvent',
  () => CertificationAssignmentEvent,
);
