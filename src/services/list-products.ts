import type { Database } from '../database/database.js';
import { prepared, type Statement } from '../database/statement.js';
import { productColumns } from './columns.js';
import { isGtin14 } from './find-products.js';
import { behindPosition, type Ordering, orderBy } from './paging/ordering.js';
import { type Page, rowLimit, toPage } from './paging/page.js';
import { type PageArguments, readPageRequest } from './paging/page-request.js';
import type { ProductRecord } from './records.js';

const byGtin: Ordering = { list: 'products:GTIN', keys: [{ column: 'p.gtin', accepts: isGtin14 }] };

/** The products after `$1`, or from the start; one text for each row limit. */
function page(limit: number, hasPosition: boolean): Statement<ProductRecord> {
  return prepared(
    `list_products_${hasPosition ? 'after_' : ''}${limit}`,
    `select ${productColumns} from product p ${hasPosition ? `where ${behindPosition(byGtin, 1)} ` : ''}` +
      `order by ${orderBy(byGtin)} limit ${limit}`,
  );
}

const countAll = prepared<{ count: string }>('count_products', 'select count(*) as count from product');

/** A page of all products in the order of their GTINs. Throws the 422 of wrong arguments. */
export async function listProducts(database: Database, args: PageArguments): Promise<Page<ProductRecord>> {
  const request = readPageRequest(args, byGtin);
  const statement = page(rowLimit(request.size), request.after !== undefined);
  const rows = await database.query(statement, request.after ?? []);
  return toPage(rows, request, byGtin, (product) => [product.gtin]);
}

/** How many products there are. */
export async function countProducts(database: Database): Promise<number> {
  const [row] = await database.query(countAll);
  return Number(row?.count);
}
