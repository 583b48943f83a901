import { Claim } from '../types/claim.js';
import { connectionType } from './connection-type.js';

export const ClaimConnection = connectionType('Claim', () => Claim);
