import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { eventColumns } from '../columns.js';
import { evidenceReader, type Principal } from '../principal.js';
import type { EventRecord } from '../records.js';

const byKey = prepared<EventRecord>(
  'find_event',
  `select ${eventColumns}
from claim_assignment_event e
join product p on p.gtin = e.gtin
join claim c on c.id = e.claim_id
where e.gtin = $1 and e.id = $2::uuid and p.organization_id = $3::uuid`,
);

/** An event (UUID) of a product (GTIN-14); null for one that does not exist or is not shown to the caller. */
export async function findEvent(
  database: Database,
  principal: Principal,
  gtin: string,
  id: string,
): Promise<EventRecord | null> {
  const [row] = await database.query(byKey, [gtin, id, evidenceReader(principal)]);
  return row ?? null;
}
