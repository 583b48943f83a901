import type { Database } from '../../database/database.js';
import { unprepared } from '../../database/statement.js';
import { Conditions } from '../pagination/conditions.js';
import { type Ordering, orderBy, textKey, uuidKey } from '../pagination/ordering.js';
import { type Page, rowLimit, toPage } from '../pagination/page.js';
import type { PageRequest } from '../pagination/page-request.js';
import type { Principal } from '../principal.js';
import type { CertificationRecord } from '../records.js';
import { certificationColumns } from './certification-columns.js';
import { isVisibleTo } from './visibility.js';

/** The order of one body's certifications: by code and label, then by id. Its cursors are good for that body only. */
export function bodyCertificationsOrdering(bodyId: string): Ordering<CertificationRecord> {
  return {
    list: `certificationBody.certifications:${bodyId}`,
    keys: [
      textKey('c.code', ({ code }: CertificationRecord) => code),
      textKey('c.label', ({ label }: CertificationRecord) => label),
      uuidKey('c.id', ({ id }: CertificationRecord) => id),
    ],
  };
}

/** A page of the visible certifications of each of several bodies (UUIDs), by one statement, in their order. */
export async function listCertificationsOfBodies(
  database: Database,
  { organizationId }: Principal,
  bodyIds: readonly string[],
  request: PageRequest,
): Promise<Page<CertificationRecord>[]> {
  const conditions = new Conditions(bodyIds, organizationId);
  const ordering = bodyCertificationsOrdering('');
  conditions.between(ordering, request);
  const order = orderBy(ordering, request.backward);
  const rows = await database.query(
    unprepared<CertificationRecord>(`select c.* from unnest($1::uuid[]) with ordinality as w (id, place)
cross join lateral (
  select ${certificationColumns} from certification c
  where c.certification_body_id = w.id and ${isVisibleTo('$2')}${conditions.toSql('and')}
  order by ${order} limit ${rowLimit(request.size)}) c
order by w.place, ${order}`),
    conditions.values,
  );
  const byBody = Map.groupBy(rows, (row) => row.certificationBodyId as string);
  return bodyIds.map((id) => toPage(byBody.get(id) ?? [], request, bodyCertificationsOrdering(id)));
}

/** How many visible certifications each of these bodies (UUIDs) issues, in their order. */
export async function countCertificationsOfBodies(
  database: Database,
  { organizationId }: Principal,
  bodyIds: readonly string[],
): Promise<number[]> {
  const rows = await database.query(
    unprepared<{ id: string; count: string }>(
      `select c.certification_body_id as id, count(*) as count from certification c
where c.certification_body_id = any($1::uuid[]) and ${isVisibleTo('$2')} group by c.certification_body_id`,
    ),
    [bodyIds, organizationId],
  );
  const byId = new Map(rows.map((row) => [row.id, Number(row.count)]));
  return bodyIds.map((id) => byId.get(id) ?? 0);
}
