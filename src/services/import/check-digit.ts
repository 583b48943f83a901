import { hasValidCheckDigit } from '../../codecs/gtin.js';
import type { Fault } from './fault.js';

/**
 * The warning about a GTIN-14 with an invalid check digit, for example after a misreading. Such a number is stored:
 * the contract knows no rule about check digits.
 */
export function checkDigitWarning(gtin14: string): { readonly warning?: Fault } {
  if (hasValidCheckDigit(gtin14)) return {};
  return { warning: { column: 'gtin', message: 'The check digit is wrong' } };
}
