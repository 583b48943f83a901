import type { Database } from '../../database/database.js';
import { prepared, withLargeRows } from '../../database/statement.js';
import { eventColumns } from '../columns.js';
import { evidenceReader, type Principal } from '../principal.js';
import type { EventRecord } from '../records.js';

/** An event (UUID) of a product (GTIN-14). */
export interface EventKey {
  readonly gtin: string;
  readonly id: string;
}

const byKeys = withLargeRows(
  prepared<EventRecord>(
    'find_events',
    `select ${eventColumns}
from unnest($1::text[], $2::uuid[]) as w (gtin, id)
join claim_assignment_event e on e.gtin = w.gtin and e.id = w.id
join product p on p.gtin = e.gtin
join claim c on c.id = e.claim_id
where e.gtin = any($1::text[]) and p.organization_id = $3::uuid`,
  ),
);

/** The events with these keys, in their order; null for one that does not exist or is not shown to the caller. */
export async function findEvents(
  database: Database,
  principal: Principal,
  keys: readonly EventKey[],
): Promise<(EventRecord | null)[]> {
  const rows = await database.query(byKeys, [
    keys.map(({ gtin }) => gtin),
    keys.map(({ id }) => id),
    evidenceReader(principal),
  ]);
  const byId = new Map(rows.map((row) => [`${row.gtin} ${row.id}`, row]));
  return keys.map(({ gtin, id }) => byId.get(`${gtin} ${id}`) ?? null);
}
