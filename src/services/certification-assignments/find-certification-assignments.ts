import type { Database } from '../../database/database.js';
import { prepared, withLargeRows } from '../../database/statement.js';
import { certificationColumns, toCertification } from '../certifications/certification-columns.js';
import { isVisibleTo } from '../certifications/visibility.js';
import type { Principal } from '../principal.js';
import type { CertificationAssignmentRecord } from '../records.js';
import {
  type CertificationAssignmentRow,
  certificationAssignmentColumns,
  toCertificationAssignment,
} from './certification-assignment-columns.js';

/** A product (GTIN-14) and a certification (UUID). */
export interface CertificationPair {
  readonly gtin: string;
  readonly certificationId: string;
}

const byPairs = withLargeRows(
  prepared<CertificationAssignmentRow & { readonly place: string }>(
    'find_certification_assignments',
    `select w.place, ${certificationAssignmentColumns()}, ${certificationColumns}
from unnest($1::text[], $2::uuid[]) with ordinality as w (gtin, certification_id, place)
join certification_assignment a on a.gtin = w.gtin and a.certification_id = w.certification_id
join certification c on c.id = a.certification_id and ${isVisibleTo('$3')}
where a.gtin = any($1::text[])`,
  ),
);

/** The assignments of these certifications to these products, in the order of `pairs`; null where the caller sees none. */
export async function findCertificationAssignments(
  database: Database,
  { organizationId }: Principal,
  pairs: readonly CertificationPair[],
): Promise<(CertificationAssignmentRecord | null)[]> {
  const rows = await database.query(byPairs, [
    pairs.map(({ gtin }) => gtin),
    pairs.map(({ certificationId }) => certificationId),
    organizationId,
  ]);
  const byPlace = new Map(rows.map((row) => [Number(row.place), row]));
  return pairs.map((_, index) => {
    const row = byPlace.get(index + 1);
    return row ? toCertificationAssignment(row, toCertification(row)) : null;
  });
}
