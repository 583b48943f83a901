import { toGtin14 } from '../../codecs/gtin.js';
import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { productColumns } from '../columns.js';
import * as fields from '../validation/fields.js';
import { refuse, validator } from '../validation/validator.js';
import type { ProductRecord } from '../records.js';

const byGtins = prepared<ProductRecord>(
  'find_products',
  `select ${productColumns} from product p where p.gtin = any($1::text[])`,
);

const findIssues = validator({
  type: 'object',
  required: ['gtin'],
  properties: { gtin: fields.gtin },
});

/** Checks a GTIN of 8 to 14 digits and gives it as GTIN-14. Throws the 422 of any other text. */
export function readGtin(gtin: unknown): string {
  refuse(findIssues({ gtin }));
  return toGtin14(gtin as string);
}

/** The products with these GTIN-14s, in any order; unknown ones are left out. */
export function findProducts(database: Database, gtins: readonly string[]): Promise<ProductRecord[]> {
  return database.query(byGtins, [gtins]);
}
