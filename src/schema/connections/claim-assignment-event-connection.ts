import { ClaimAssignmentEvent } from '../types/claim-assignment-event.js';
import { connectionType } from './connection-type.js';

export const ClaimAssignmentEventConnection = connectionType(
  'ClaimAssignmentEvent',
  () => ClaimAssignmentEvent,
);
