import type { CheckedRow, ValidRow } from './checked-rows.js';

/** A claim or a certification. */
export interface Assignable {
  /** UUID. */
  readonly id: string;
}

/** A product and what rows of a batch assign to it. Without the latter, only the product is looked up. */
export interface BatchPair<Input, Assigned extends Assignable = Assignable> {
  /** GTIN-14. */
  readonly gtin: string;
  /** Undefined if the rows name nothing that exists for the caller. */
  readonly assignable: Assigned | undefined;
  /** The first row that names the pair, which is the one that is stored. */
  readonly first: ValidRow<Input>;
}

/** What a batch asks the database for. */
export interface BatchPlan<Input, Assigned extends Assignable> {
  /** Each pair once, in the order in which rows are locked by all writes: by the key of their table. */
  readonly pairs: readonly BatchPair<Input, Assigned>[];
  /** For each row of the batch its place in `pairs`; undefined for a row that is invalid by itself. */
  readonly places: readonly (number | undefined)[];
  /** Whether the rows can all succeed, as far as that is known without the database. */
  readonly mayAllSucceed: boolean;
}

/**
 * Finds out what the rows of a batch have in common, and sorts what they name.
 * @param gtinOf the GTIN-14 of a row.
 * @param assignableOf the claim or the certification that a row names.
 */
export function planBatch<Input, Assigned extends Assignable>(
  rows: readonly CheckedRow<Input>[],
  gtinOf: (input: Input) => string,
  assignableOf: (input: Input) => Assigned | undefined,
): BatchPlan<Input, Assigned> {
  const pairs = new Map<string, BatchPair<Input, Assigned>>();
  const names = rows.map((row) => {
    if (row.problem) return undefined;
    const gtin = gtinOf(row.input);
    const assignable = assignableOf(row.input);
    const name = `${gtin} ${assignable?.id ?? ''}`;
    if (!pairs.has(name)) pairs.set(name, { gtin, assignable, first: row });
    return name;
  });
  // As PostgreSQL compares GTINs and UUIDs.
  const sorted = [...pairs.keys()].sort(byCodeUnit);
  const placeOf = new Map(sorted.map((name, place) => [name, place]));
  return {
    pairs: sorted.map((name) => pairs.get(name) as BatchPair<Input, Assigned>),
    places: names.map((name) => (name === undefined ? undefined : placeOf.get(name))),
    mayAllSucceed: pairs.size === rows.length && [...pairs.values()].every(({ assignable }) => assignable),
  };
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : 1;
}
