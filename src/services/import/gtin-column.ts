import * as fields from '../validation/fields.js';
import type { ImportColumn } from './column.js';

/** The column of the product's GTIN, which every file about products has. */
export const gtinColumn: ImportColumn = {
  name: 'gtin',
  aliases: ['ean', 'upc', 'barcode', 'gtin-8', 'gtin-12', 'gtin-13', 'gtin-14'],
  kind: 'gtin',
  required: true,
  schema: fields.gtin,
  expected: 'Input should be a GTIN: at least 8 and at most 14 digits',
};
