import type { Database } from '../database/database.js';
import { prepared, type Statement } from '../database/statement.js';
import { claimColumns } from './columns.js';
import { behindPosition, type Ordering, orderBy, textKey } from './paging/ordering.js';
import { type Page, rowLimit, toPage } from './paging/page.js';
import { type PageArguments, readPageRequest } from './paging/page-request.js';
import type { ClaimRecord } from './records.js';

const byCode: Ordering = { list: 'claims:CODE', keys: [textKey('c.code')] };

/** The claims after `$1`, or from the start; one text for each row limit. */
function page(limit: number, hasPosition: boolean): Statement<ClaimRecord> {
  return prepared(
    `list_claims_${hasPosition ? 'after_' : ''}${limit}`,
    `select ${claimColumns} from claim c ${hasPosition ? `where ${behindPosition(byCode, 1)} ` : ''}` +
      `order by ${orderBy(byCode)} limit ${limit}`,
  );
}

const countAll = prepared<{ count: string }>('count_claims', 'select count(*) as count from claim');

/** A page of the catalogue in the order of its codes. Throws the 422 of wrong arguments. */
export async function listClaims(database: Database, args: PageArguments): Promise<Page<ClaimRecord>> {
  const request = readPageRequest(args, byCode);
  const statement = page(rowLimit(request.size), request.after !== undefined);
  const rows = await database.query(statement, request.after ?? []);
  return toPage(rows, request, byCode, (claim) => [claim.code]);
}

/** How many claims the catalogue has. */
export async function countClaims(database: Database): Promise<number> {
  const [row] = await database.query(countAll);
  return Number(row?.count);
}
