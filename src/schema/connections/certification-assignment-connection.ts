import { CertificationAssignment } from '../types/certification-assignment.js';
import { connectionTypes } from './connection-type.js';

export const { connection: CertificationAssignmentConnection, edge: CertificationAssignmentEdge } =
  connectionTypes('CertificationAssignment', () => CertificationAssignment);
