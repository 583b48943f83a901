import { LRUCache } from 'lru-cache';
import type { Database } from '../../database/database.js';
import { type PipelinedStatement, pipelined } from '../../database/statement.js';
import { productColumns } from '../columns.js';
import type { Principal } from '../principal.js';
import type { ProductRecord } from '../records.js';
import { type Prefetched, prefetchedColumns, prefetchName, withPrefetched } from './prefetch.js';

/** Maximum cached statements, of some kilobytes each: clients choose the sizes of both pages. */
const MAX_STATEMENTS = 200;

const statements = new LRUCache<string, PipelinedStatement<ProductRecord>>({ max: MAX_STATEMENTS });

/** The product with this GTIN-14 and its first claims and certifications, by one statement; undefined when it is unknown. */
export async function findProductWithLists(
  database: Database,
  { organizationId }: Principal,
  gtin: string,
  ahead: Prefetched,
): Promise<ProductRecord | undefined> {
  const values = ahead.certifications ? [gtin, organizationId] : [gtin];
  const [row] = await database.query(statementFor(ahead), values);
  return row && withPrefetched(row, ahead);
}

function statementFor(ahead: Prefetched): PipelinedStatement<ProductRecord> {
  const variant = prefetchName(ahead);
  const known = statements.get(variant);
  if (known) return known;
  const lists = prefetchedColumns(ahead, () => '$2', '$1');
  const statement = pipelined<ProductRecord>(
    'reads',
    `find_product_with_${variant}`,
    `select ${productColumns}, ${lists} from product p where p.gtin = $1`,
  );
  statements.set(variant, statement);
  return statement;
}
