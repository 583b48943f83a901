import type { Database } from '../../database/database.js';
import { pipelined } from '../../database/statement.js';
import { productColumns } from '../columns.js';
import { Conditions } from '../pagination/conditions.js';
import type { Principal } from '../principal.js';
import type { ProductRecord } from '../records.js';
import { type Prefetched, prefetchedColumns, prefetchName, withPrefetched } from './prefetch.js';

/** The product with this GTIN-14 and its first claims and certifications, by one statement; undefined when it is unknown. */
export async function findProductWithLists(
  database: Database,
  { organizationId }: Principal,
  gtin: string,
  ahead: Prefetched,
): Promise<ProductRecord | undefined> {
  const conditions = new Conditions(gtin);
  const lists = prefetchedColumns(ahead, () => conditions.placeholder(organizationId), '$1');
  const [row] = await database.query(
    pipelined<ProductRecord>(
      'reads',
      `find_product_with_${prefetchName(ahead)}`,
      `select ${productColumns}, ${lists} from product p where p.gtin = $1`,
    ),
    conditions.values,
  );
  return row && withPrefetched(row, ahead);
}
