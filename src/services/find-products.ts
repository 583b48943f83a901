import { toGtin14 } from '../codecs/gtin.js';
import type { Database } from '../database/database.js';
import { prepared } from '../database/statement.js';
import { type ClaimsAhead, claimsColumn, claimsName, type ProductRow, toProduct } from './claims-ahead.js';
import { productColumns } from './columns.js';
import * as fields from './input/fields.js';
import { refuse, validator } from './input/validator.js';
import { Conditions } from './paging/conditions.js';
import type { ProductRecord } from './records.js';

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

/** The product with this GTIN-14 and its first claims, by one statement; undefined when it is unknown. */
export async function findProductWithClaims(
  database: Database,
  gtin: string,
  ahead: ClaimsAhead,
): Promise<ProductRecord | undefined> {
  const conditions = new Conditions();
  conditions.add(gtin, (placeholder) => `p.gtin = ${placeholder}`);
  const claims = claimsColumn(ahead, conditions);
  const [row] = await database.query(
    prepared<ProductRow>(
      `find_product_with_${claimsName(ahead)}`,
      `select ${productColumns}, ${claims} as claims from product p${conditions.toSql('where')}`,
    ),
    conditions.values,
  );
  return row && toProduct(row, ahead);
}
