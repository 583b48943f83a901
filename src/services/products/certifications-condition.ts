import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { isActiveSql } from '../assignments/validity.js';
import { isNamedByCodeFor } from '../certifications/visibility.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import type { Conditions } from '../pagination/conditions.js';
import type { Principal } from '../principal.js';

/** The rarest certification first, as for claims (`claims-condition.ts`). */
const byFrequency = prepared<{ id: string }>(
  'find_certification_ids_by_frequency',
  `select c.id from certification c left join (
  select f.id, f.frequency from pg_stats s,
    unnest(s.most_common_vals::text::uuid[], s.most_common_freqs) as f (id, frequency)
  where s.schemaname = current_schema and s.tablename = 'certification_assignment'
    and s.attname = 'certification_id') f on f.id = c.id
where c.code = any($1::text[]) and ${isNamedByCodeFor('$2')} order by f.frequency nulls first, c.code`,
);

/**
 * Looks up the certifications (UUIDs) that codes name for the caller. Null when one of them names nothing, so that no
 * product can hold all of them; undefined when there are no codes.
 */
export async function findCertificationsCondition(
  database: Database,
  { organizationId }: Principal,
  codes: readonly string[] | undefined,
): Promise<readonly string[] | null | undefined> {
  if (!codes || codes.length === 0) return undefined;
  const wanted = new Set(codes.map(upperCaseAscii));
  const found = await database.query(byFrequency, [[...wanted], organizationId]);
  return found.length < wanted.size ? null : found.map(({ id }) => id);
}

/** Adds the condition that products `p` hold these certifications (UUIDs) today. */
export function addHeldCertifications(conditions: Conditions, ids: readonly string[]): void {
  for (const id of ids) {
    conditions.add(
      id,
      (placeholder) => `exists (select from certification_assignment h
  where h.gtin = p.gtin and h.certification_id = ${placeholder}::uuid and ${isActiveSql('h', 'current_date')} offset 0)`,
    );
  }
}
