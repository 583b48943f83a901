import { CertificationBody } from '../types/certification-body.js';
import { connectionTypes } from './connection-type.js';

export const { connection: CertificationBodyConnection } = connectionTypes(
  'CertificationBody',
  () => CertificationBody,
);
