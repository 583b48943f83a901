import type { Database } from '../../database/database.js';
import { prepared, withLargeRows } from '../../database/statement.js';
import { certificationEventColumns } from '../certifications/certification-columns.js';
import { isVisibleTo } from '../certifications/visibility.js';
import { evidenceReader, type Principal } from '../principal.js';
import type { CertificationEventRecord } from '../records.js';
import type { EventKey } from './find-events.js';

const byKeys = withLargeRows(
  prepared<CertificationEventRecord>(
    'find_certification_events',
    `select ${certificationEventColumns}
from unnest($1::text[], $2::uuid[]) as w (gtin, id)
join certification_assignment_event e on e.gtin = w.gtin and e.id = w.id
join product p on p.gtin = e.gtin
join certification c on c.id = e.certification_id and ${isVisibleTo('$3')}
where e.gtin = any($1::text[]) and p.organization_id = $3::uuid`,
  ),
);

/** The events with these keys, in their order; null for one that does not exist or is not shown to the caller. */
export async function findCertificationEvents(
  database: Database,
  principal: Principal,
  keys: readonly EventKey[],
): Promise<(CertificationEventRecord | null)[]> {
  const rows = await database.query(byKeys, [
    keys.map(({ gtin }) => gtin),
    keys.map(({ id }) => id),
    evidenceReader(principal),
  ]);
  const byId = new Map(rows.map((row) => [`${row.gtin} ${row.id}`, row]));
  return keys.map(({ gtin, id }) => byId.get(`${gtin} ${id}`) ?? null);
}
