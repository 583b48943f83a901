import type { Database } from '../../database/database.js';
import { prepared, withLargeRows } from '../../database/statement.js';
import { type AssignmentRow, assignmentColumns, toAssignment } from '../columns.js';
import { evidenceReader, type Principal } from '../principal.js';
import type { ClaimAssignmentRecord } from '../records.js';

/** A product (GTIN-14) and a claim (UUID). */
export interface AssignmentPair {
  readonly gtin: string;
  readonly claimId: string;
}

const byPairs = withLargeRows(
  prepared<AssignmentRow & { readonly place: string }>(
    'find_assignments',
    `select w.place, ${assignmentColumns('p.organization_id = $3::uuid')}
from unnest($1::text[], $2::uuid[]) with ordinality as w (gtin, claim_id, place)
join claim_assignment a on a.gtin = w.gtin and a.claim_id = w.claim_id
join product p on p.gtin = a.gtin
join claim c on c.id = a.claim_id
where a.gtin = any($1::text[])`,
  ),
);

/** The assignments of these claims to these products, in the order of `pairs`; null where there is none. */
export async function findAssignments(
  database: Database,
  principal: Principal,
  pairs: readonly AssignmentPair[],
): Promise<(ClaimAssignmentRecord | null)[]> {
  const rows = await database.query(byPairs, [
    pairs.map(({ gtin }) => gtin),
    pairs.map(({ claimId }) => claimId),
    evidenceReader(principal),
  ]);
  const byPlace = new Map(rows.map((row) => [Number(row.place), row]));
  return pairs.map((_, index) => {
    const row = byPlace.get(index + 1);
    return row ? toAssignment(row) : null;
  });
}
