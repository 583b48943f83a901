import type { Database } from '../../database/database.js';
import { search, unprepared, withLargeRows } from '../../database/statement.js';
import { certificationEventColumns } from '../certifications/certification-columns.js';
import { isVisibleTo } from '../certifications/visibility.js';
import { Conditions } from '../pagination/conditions.js';
import { countsByPlace } from '../pagination/counts-by-place.js';
import { firstOfEach } from '../pagination/first-of-each.js';
import { type Ordering, orderBy, uuidKey } from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import type { Principal } from '../principal.js';
import type { CertificationEventRecord } from '../records.js';

/** Whose history: a product's, or that of one of its certifications, which need not be assigned any more. */
export interface CertificationHistorySubject {
  /** GTIN-14. */
  readonly gtin: string;
  /** UUID; null for all certifications of the product. */
  readonly certificationId: string | null;
}

/** The order of a history: the latest event first. Its cursors are good for that history only. */
export function certificationHistoryOrdering({
  gtin,
  certificationId,
}: CertificationHistorySubject): Ordering<CertificationEventRecord> {
  return {
    list: `certificationHistory:${gtin}:${certificationId ?? ''}`,
    keys: [uuidKey('e.id', ({ id }: CertificationEventRecord) => id)],
    descending: true,
  };
}

/**
 * A page of each of several histories, by one statement; in the order of `subjects`, which are all of products or all of
 * certifications. Whether the caller may see them is not asked here; but what former owners of a product did with
 * certifications of their own is left out.
 */
export async function listCertificationHistory(
  database: Database,
  { organizationId }: Principal,
  subjects: readonly CertificationHistorySubject[],
  request: PageRequest,
): Promise<Page<CertificationEventRecord>[]> {
  const ordering = certificationHistoryOrdering({ gtin: '', certificationId: null });
  const order = orderBy(ordering, request.backward);
  const ofOne = subjects[0]?.certificationId !== null;
  const conditions = new Conditions(organizationId);
  conditions.between(ordering, request);
  const found = firstOfEach(
    conditions,
    {
      columns: [['gtin', 'text'], ...(ofOne ? ([['certification_id', 'uuid']] as const) : [])],
      keys: subjects.map(({ gtin, certificationId }) => [gtin, certificationId]),
      select: ([gtin, id]) => `
    select e.* from certification_assignment_event e
    join certification c on c.id = e.certification_id and ${isVisibleTo('$1')}
    where e.gtin = ${gtin}${ofOne ? ` and e.certification_id = ${id}` : ''}${conditions.toSql('and')}
    order by ${order} limit ${rowLimit(request.size)}`,
    },
    subjects.length > 1 && (await database.isDistributed()),
  );
  const rows = await database.query(
    withLargeRows(
      unprepared<CertificationEventRecord & { readonly place: string }>(`with found as materialized (
  ${found})
select e.place, ${certificationEventColumns}
from found e join certification c on c.id = e.certification_id
order by e.place, ${order}`),
    ),
    conditions.values,
  );
  const byPlace = Map.groupBy(rows, (row) => Number(row.place));
  return subjects.map((subject, i) =>
    toPage(byPlace.get(i + 1) ?? [], request, certificationHistoryOrdering(subject)),
  );
}

/** How many events each of these histories has, in the order of `subjects`, which are as above. */
export async function countCertificationHistory(
  database: Database,
  { organizationId }: Principal,
  subjects: readonly CertificationHistorySubject[],
): Promise<number[]> {
  const ofOne = subjects[0]?.certificationId !== null;
  const rows = await database.query(
    search<{ place: string; count: string }>(
      `select w.place, count(*) as count
from unnest($1::text[], $2::uuid[]) with ordinality as w (gtin, certification_id, place)
join certification_assignment_event e on e.gtin = w.gtin${ofOne ? ' and e.certification_id = w.certification_id' : ''}
join certification c on c.id = e.certification_id and ${isVisibleTo('$3')}
where e.gtin = any($1::text[]) group by w.place`,
    ),
    [
      subjects.map(({ gtin }) => gtin),
      subjects.map(({ certificationId }) => certificationId),
      organizationId,
    ],
  );
  return countsByPlace(rows, subjects.length);
}
