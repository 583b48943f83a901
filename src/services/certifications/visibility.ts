/**
 * Which certifications a caller sees: those that all share, and its organization's own. Every statement that reads or
 * writes certifications, their assignments or their history has one of these conditions.
 */

/**
 * SQL condition: whether the certification `c` is visible.
 * @param reader SQL expression of the caller's organization (UUID).
 */
export function isVisibleTo(reader: string): string {
  return `(c.organization_id is null or c.organization_id = ${reader}::uuid)`;
}

/**
 * SQL condition: whether the certification `c` is the one that its code names for the caller. Where a code exists globally
 * and privately, it names the caller's own.
 * @param reader as for `isVisibleTo`.
 */
export function isNamedByCodeFor(reader: string): string {
  return `c.code <> '' and (c.organization_id = ${reader}::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = ${reader}::uuid and o.code = c.code))`;
}
