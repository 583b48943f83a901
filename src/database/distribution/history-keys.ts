/** What history refers to: the column and the table. */
const REFERRED = [
  ['gtin', 'product', 'gtin'],
  ['claim_id', 'claim', 'id'],
  ['organization_id', 'organization', 'id'],
] as const;

/**
 * Replaces the triggers of migration 0006 by the foreign keys that it had replaced, under the names that violations have
 * either way. A trigger of a shard sees the shard's name and only the history of its own node.
 */
export const dropHistoryGuards: readonly string[] = REFERRED.flatMap(([, table]) => [
  `drop trigger if exists ${table}_named_by_history on ${table}`,
  `drop trigger if exists ${table}_key_named_by_history on ${table}`,
]);

/** Adds these foreign keys, to tables that are distributed already: all of them, or the one to this table. */
export const addHistoryKeys: readonly string[] = REFERRED.map(
  ([column, table, key]) => `alter table claim_assignment_event
  add constraint claim_assignment_event_${column}_foreign foreign key (${column}) references ${table} (${key})`,
);
