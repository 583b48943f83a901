import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { type AssignmentRow, assignmentColumns, toAssignment } from '../columns.js';
import { evidenceReader, type Principal } from '../principal.js';
import type { ClaimAssignmentRecord } from '../records.js';

const byPair = prepared<AssignmentRow>(
  'find_assignment',
  `select ${assignmentColumns('p.organization_id = $3::uuid')}
from claim_assignment a
join product p on p.gtin = a.gtin
join claim c on c.id = a.claim_id
where a.gtin = $1 and a.claim_id = $2::uuid`,
);

/** The assignment of a claim (UUID) to a product (GTIN-14), or null. */
export async function findAssignment(
  database: Database,
  principal: Principal,
  gtin: string,
  claimId: string,
): Promise<ClaimAssignmentRecord | null> {
  const [row] = await database.query(byPair, [gtin, claimId, evidenceReader(principal)]);
  return row ? toAssignment(row) : null;
}
