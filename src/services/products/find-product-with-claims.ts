import type { Database } from '../../database/database.js';
import { pipelined } from '../../database/statement.js';
import { productColumns } from '../columns.js';
import { Conditions } from '../pagination/conditions.js';
import type { ProductRecord } from '../records.js';
import {
  claimsColumn,
  claimsName,
  type PrefetchedClaims,
  type ProductRow,
  withPrefetchedClaims,
} from './prefetch-claims.js';

/** The product with this GTIN-14 and its first claims, by one statement; undefined when it is unknown. */
export async function findProductWithClaims(
  database: Database,
  gtin: string,
  ahead: PrefetchedClaims,
): Promise<ProductRecord | undefined> {
  const conditions = new Conditions();
  conditions.add(gtin, (placeholder) => `p.gtin = ${placeholder}`);
  const claims = claimsColumn(ahead);
  const [row] = await database.query(
    pipelined<ProductRow>(
      'reads',
      `find_product_with_${claimsName(ahead)}`,
      `select ${productColumns}, ${claims} as claims from product p${conditions.toSql('where')}`,
    ),
    conditions.values,
  );
  return row && withPrefetchedClaims(row, ahead);
}
