import type { Problem } from '../../../errors/problem.js';
import type { UpdatedAssignment, UpsertAnswer } from './assign-or-update-statement.js';
import type { BatchAnswer } from './assign-statement.js';
import type { Assignable, BatchPlan } from './batch-plan.js';
import { OUTCOMES } from './batch-sql.js';
import type { CheckedRow, ValidRow } from './checked-rows.js';

/** What has become of a batch of assignments. */
export interface AssignedRows<Assignment> {
  readonly created: number;
  /** Rows that existed and are now as the batch sends them, changed or not. */
  readonly updated: number;
  /** Rows that are not stored. */
  readonly failed: number;
  /** In the order of the batch. */
  readonly results: readonly AssignedRow<Assignment>[];
}

/** What has become of a row: an assignment, or the failure of the single operation. */
export type AssignedRow<Assignment> =
  | { readonly assignment: Assignment; readonly isNew: boolean; readonly problem?: undefined }
  | { readonly problem: Problem; readonly assignment?: undefined };

/** How rows become assignments of one kind, or failures. */
export interface RowReader<Input, Assigned, Stored, Assignment> {
  /** What a row has created, as the single operation returns it. */
  readonly created: (input: Input, assigned: Assigned, assignedAt: string) => Assignment;
  /** An assignment that existed, after the changes of a row. */
  readonly updated: (input: Input, assigned: Assigned, stored: UpdatedAssignment<Stored>) => Assignment;
  /** Why a row is not stored. */
  readonly refused: (outcome: string, row: ValidRow<Input>, isFirst: boolean) => Problem;
}

/** Says of each row of a batch what has become of it. */
export function assignedRows<Input, Assigned extends Assignable, Stored, Assignment>(
  rows: readonly CheckedRow<Input>[],
  { pairs, places }: BatchPlan<Input, Assigned>,
  { outcomes, assignedAt, updated }: BatchAnswer & Partial<UpsertAnswer<Stored>>,
  read: RowReader<Input, Assigned, Stored, Assignment>,
): AssignedRows<Assignment> {
  const existing = new Map(updated?.map((stored) => [stored.place, stored]));
  const results = rows.map((row, index): AssignedRow<Assignment> => {
    if (row.problem) return row;
    const place = places[index] as number;
    const pair = pairs[place];
    const letter = outcomes.charAt(place);
    const isFirst = pair?.first === row;
    if (pair?.assignable && isFirst && letter === OUTCOMES.created) {
      return { assignment: read.created(row.input, pair.assignable, assignedAt), isNew: true };
    }
    const stored = existing.get(place + 1);
    if (pair?.assignable && isFirst && stored) {
      return { assignment: read.updated(row.input, pair.assignable, stored), isNew: false };
    }
    return { problem: read.refused(letter, row, isFirst) };
  });
  const count = (isNew: boolean) =>
    results.filter((result) => !result.problem && result.isNew === isNew).length;
  const [created, changed] = [count(true), count(false)];
  return { created, updated: changed, failed: rows.length - created - changed, results };
}
