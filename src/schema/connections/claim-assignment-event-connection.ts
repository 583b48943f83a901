import { ClaimAssignmentEvent } from '../types/claim-assignment-event.js';
import { connectionTypes } from './connection-type.js';

export const { connection: ClaimAssignmentEventConnection } = connectionTypes(
  'ClaimAssignmentEvent',
  () => ClaimAssignmentEvent,
);
