import { CertificationAssignmentEvent } from '../types/certification-assignment-event.js';
import { connectionTypes } from './connection-type.js';

export const { connection: CertificationAssignmentEventConnection } = connectionTypes(
  'CertificationAssignmentEvent',
  () => CertificationAssignmentEvent,
);
