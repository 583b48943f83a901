import type { Conditions } from './conditions.js';

/** Several lists, of each of which the first rows are read by one statement. */
export interface Lists {
  /** What names a list and stands in `select`: the columns with the types of their values. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  /** The values of these columns, for each list; others behind them are left out. */
  readonly keys: readonly (readonly unknown[])[];
  /**
   * Writes the select of a list's first rows, with its order and its limit, of rows `row`.
   * @param key the values that name the list: SQL expressions.
   */
  readonly select: (key: readonly string[]) => string;
}

/**
 * The SQL of a subquery with the first rows of each list and `place`, the number of the list from 1 on. Adds the keys to
 * the values.
 *
 * A single list needs no join, and names its key so that Citus sends the select to one shard. Several lists are read by
 * a lateral join, which costs half of what one select for each would; but Citus refuses a limit in it.
 * @param isDistributed whether the tables are distributed over a cluster.
 */
export function firstOfEach(
  conditions: Conditions,
  { columns, keys, select }: Lists,
  isDistributed: boolean,
): string {
  if (keys.length === 1 || isDistributed) {
    const selects = keys.map((key, i) => {
      const placeholders = columns.map(([, type], j) => `${conditions.placeholder(key[j])}::${type}`);
      return `select ${i + 1} as place, l.* from (${select(placeholders)}) l`;
    });
    return selects.join('\n  union all ');
  }
  const lists = columns.map(
    ([, type], j) => `${conditions.placeholder(keys.map((key) => key[j]))}::${type}[]`,
  );
  const names = columns.map(([name]) => name);
  return `select w.place, l.* from unnest(${lists.join(', ')}) with ordinality as w (${names.join(', ')}, place)
  cross join lateral (${select(names.map((name) => `w.${name}`))}) l`;
}
