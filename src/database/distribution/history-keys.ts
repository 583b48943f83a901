/** What history of claims refers to: its column, the table and the key there. */
const REFERRED = [
  ['gtin', 'product', 'gtin'],
  ['claim_id', 'claim', 'id'],
  ['organization_id', 'organization', 'id'],
] as const;

/** The triggers of migration 0006, which guard what history refers to, by their tables. */
export const historyGuards: readonly (readonly [trigger: string, table: string])[] = REFERRED.flatMap(
  ([, table]) =>
    [`${table}_named_by_history`, `${table}_key_named_by_history`].map(
      (trigger) => [trigger, table] as const,
    ),
);

/**
 * Replace these triggers by the foreign keys that they had replaced, whose names violations have either way. A trigger of
 * a shard would see the name of the shard, and the history of its own node only.
 */
export const dropHistoryGuards: readonly string[] = historyGuards.map(
  ([trigger, table]) => `drop trigger if exists ${trigger} on ${table}`,
);

/** Adds the foreign keys, to tables that are distributed already. */
export const addHistoryKeys: readonly string[] = REFERRED.map(
  ([column, table, key]) => `alter table claim_assignment_event
  add constraint claim_assignment_event_${column}_foreign foreign key (${column}) references ${table} (${key})`,
);
