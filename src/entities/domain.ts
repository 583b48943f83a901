/**
 * Options of a column whose type is a domain, which carries the rule for its values (migration 0006). What the ORM
 * reads from a database is the type beneath, so that it does not compare types.
 */
export function domain(columnType: string): { columnType: string; ignoreSchemaChanges: ['type'] } {
  return { columnType, ignoreSchemaChanges: ['type'] };
}
