import { Certification } from '../types/certification.js';
import { connectionTypes } from './connection-type.js';

export const { connection: CertificationConnection } = connectionTypes('Certification', () => Certification);
