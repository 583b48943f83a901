import type { ClaimRecord } from '../../records.js';
import type { AssignmentKey } from '../assignment-key.js';
import type { BatchClaims } from './batch-claims.js';
import type { CheckedRow, ValidRow } from './checked-rows.js';

/** A product and a claim that rows of a batch name. Without a claim, only the product is looked up. */
export interface BatchPair<Input> {
  /** GTIN-14. */
  readonly gtin: string;
  readonly claim: ClaimRecord | undefined;
  /** The first row that names the pair, which is the one that is stored. */
  readonly first: ValidRow<Input>;
}

/** What a batch asks the database for. */
export interface BatchPlan<Input> {
  /** Each pair once, in the order in which rows are locked by all writes: by GTIN and claim. */
  readonly pairs: readonly BatchPair<Input>[];
  /** For each row of the batch its place in `pairs`; undefined for a row that is invalid by itself. */
  readonly places: readonly (number | undefined)[];
  /** Whether the rows can all succeed, as far as that is known without the database. */
  readonly mayAllSucceed: boolean;
}

/** Finds out what the rows of a batch have in common, and sorts what they name. */
export function planBatch<Input extends AssignmentKey>(
  rows: readonly CheckedRow<Input>[],
  claims: BatchClaims,
): BatchPlan<Input> {
  const pairs = new Map<string, BatchPair<Input>>();
  const names = rows.map((row) => {
    if (row.problem) return undefined;
    const { gtin } = row.input;
    const claim = claims.of(row.input);
    const name = `${gtin} ${claim?.id ?? ''}`;
    if (!pairs.has(name)) pairs.set(name, { gtin, claim, first: row });
    return name;
  });
  // As PostgreSQL compares GTINs and UUIDs.
  const sorted = [...pairs.keys()].sort(byCodeUnit);
  const placeOf = new Map(sorted.map((name, place) => [name, place]));
  return {
    pairs: sorted.map((name) => pairs.get(name) as BatchPair<Input>),
    places: names.map((name) => (name === undefined ? undefined : placeOf.get(name))),
    mayAllSucceed: pairs.size === rows.length && [...pairs.values()].every(({ claim }) => claim),
  };
}

function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : 1;
}
