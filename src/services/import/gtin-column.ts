import { hasValidCheckDigit } from '../../codecs/gtin.js';
import * as fields from '../validation/fields.js';
import type { ImportColumn } from './column.js';
import type { Fault } from './fault.js';

/** The column of the product's GTIN, which every file about products has. */
export const gtinColumn: ImportColumn = {
  name: 'gtin',
  aliases: ['ean', 'upc', 'barcode', 'gtin-8', 'gtin-12', 'gtin-13', 'gtin-14'],
  kind: 'gtin',
  required: true,
  schema: fields.gtin,
  expected: 'Input should be a GTIN: at least 8 and at most 14 digits',
};

/**
 * The warning about a GTIN-14 with an invalid check digit, for example after a misreading. Such a number is stored,
 * because the contract has no rule about check digits.
 */
export function checkDigitWarning(gtin14: string): { readonly warning?: Fault } {
  if (hasValidCheckDigit(gtin14)) return {};
  return { warning: { column: 'gtin', message: 'The check digit is wrong' } };
}
