import type { Database } from '../../database/database.js';
import { search, unprepared, withLargeRows } from '../../database/statement.js';
import { eventColumns } from '../columns.js';
import { Conditions } from '../pagination/conditions.js';
import { countsByPlace } from '../pagination/counts-by-place.js';
import { firstOfEach } from '../pagination/first-of-each.js';
import { type Ordering, orderBy, uuidKey } from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import type { EventRecord } from '../records.js';

/** Whose history: a product's, or that of one of its claims, which need not be assigned any more. */
export interface HistorySubject {
  /** GTIN-14. */
  readonly gtin: string;
  /** UUID; null for all claims of the product. */
  readonly claimId: string | null;
}

/** The order of a history: the latest event first. Its cursors are good for that history only. */
export function historyOrdering({ gtin, claimId }: HistorySubject): Ordering<EventRecord> {
  return {
    list: `history:${gtin}:${claimId ?? ''}`,
    keys: [uuidKey('e.id', ({ id }: EventRecord) => id)],
    descending: true,
  };
}

/**
 * A page of each of several histories, by one statement; in the order of `subjects`, which are all of
 * products or all of claims. Whether the caller may see them is not asked here.
 */
export async function listEvents(
  database: Database,
  subjects: readonly HistorySubject[],
  request: PageRequest,
): Promise<Page<EventRecord>[]> {
  const ordering = historyOrdering({ gtin: '', claimId: null });
  const order = orderBy(ordering, request.backward);
  const ofOneClaim = subjects[0]?.claimId !== null;
  const conditions = new Conditions();
  conditions.between(ordering, request);
  const found = firstOfEach(
    conditions,
    {
      columns: [['gtin', 'text'], ...(ofOneClaim ? ([['claim_id', 'uuid']] as const) : [])],
      keys: subjects.map(({ gtin, claimId }) => [gtin, claimId]),
      select: ([gtin, claimId]) => `
    select e.* from claim_assignment_event e
    where e.gtin = ${gtin}${ofOneClaim ? ` and e.claim_id = ${claimId}` : ''}${conditions.toSql('and')}
    order by ${order} limit ${rowLimit(request.size)}`,
    },
    subjects.length > 1 && (await database.isDistributed()),
  );
  const rows = await database.query(
    withLargeRows(
      unprepared<EventRecord & { readonly place: string }>(`with found as materialized (
  ${found})
select e.place, ${eventColumns}
from found e join claim c on c.id = e.claim_id
order by e.place, ${order}`),
    ),
    conditions.values,
  );
  const byPlace = Map.groupBy(rows, (row) => Number(row.place));
  return subjects.map((subject, i) => toPage(byPlace.get(i + 1) ?? [], request, historyOrdering(subject)));
}

/** How many events each of these histories has, in the order of `subjects`, which are all of products or all of claims. */
export async function countEvents(
  database: Database,
  subjects: readonly HistorySubject[],
): Promise<number[]> {
  const ofOneClaim = subjects[0]?.claimId !== null;
  const rows = await database.query(
    search<{ place: string; count: string }>(
      `select w.place, count(*) as count
from unnest($1::text[], $2::uuid[]) with ordinality as w (gtin, claim_id, place)
join claim_assignment_event e on e.gtin = w.gtin${ofOneClaim ? ' and e.claim_id = w.claim_id' : ''}
where e.gtin = any($1::text[]) group by w.place`,
    ),
    [subjects.map(({ gtin }) => gtin), subjects.map(({ claimId }) => claimId)],
  );
  return countsByPlace(rows, subjects.length);
}
