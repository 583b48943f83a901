import { ClaimAssignment } from '../types/claim-assignment.js';
import { connectionTypes } from './connection-type.js';

export const { connection: ClaimAssignmentConnection, edge: ClaimAssignmentEdge } = connectionTypes(
  'ClaimAssignment',
  () => ClaimAssignment,
);
