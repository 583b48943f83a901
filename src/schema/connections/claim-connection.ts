import { Claim } from '../types/claim.js';
import { connectionTypes } from './connection-type.js';

export const { connection: ClaimConnection } = connectionTypes('Claim', () => Claim);
