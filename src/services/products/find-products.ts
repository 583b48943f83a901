import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { productColumns } from '../columns.js';
import type { ProductRecord } from '../records.js';

const byGtins = prepared<ProductRecord>(
  'find_products',
  `select ${productColumns} from product p where p.gtin = any($1::text[])`,
);

/** The products with these GTIN-14s, in any order; unknown ones are left out. */
export function findProducts(database: Database, gtins: readonly string[]): Promise<ProductRecord[]> {
  return database.query(byGtins, [gtins]);
}
