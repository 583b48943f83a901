import { ClaimAssignment } from '../types/claim-assignment.js';
import { connectionType } from './connection-type.js';

export const ClaimAssignmentConnection = connectionType('ClaimAssignment', () => ClaimAssignment);
