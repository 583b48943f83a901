import { setImmediate as nextTurn } from 'node:timers/promises';
import { Problem } from '../../../errors/problem.js';
import type { UncheckedRow } from './batch-input.js';

/** A row that is valid by itself. */
export interface ValidRow<Input> {
  readonly input: Input;
  /** As it was sent. */
  readonly sent: UncheckedRow;
  readonly problem?: undefined;
}

/** A row that was checked by itself: what it asks for, or why it fails. */
export type CheckedRow<Input> = ValidRow<Input> | { readonly problem: Problem };

/** Rows that are checked in one turn of the event loop: they take a few milliseconds at most. */
const ROWS_PER_TURN = 100;

/** Checks each row as the single operation does, some in each turn of the event loop. */
export async function checkRows<Input>(
  rows: readonly UncheckedRow[],
  read: (row: UncheckedRow) => Input,
): Promise<CheckedRow<Input>[]> {
  const checked: CheckedRow<Input>[] = [];
  for (const [index, row] of rows.entries()) {
    if (index > 0 && index % ROWS_PER_TURN === 0) await nextTurn();
    checked.push(checkRow(row, read));
  }
  return checked;
}

function checkRow<Input>(row: UncheckedRow, read: (row: UncheckedRow) => Input): CheckedRow<Input> {
  try {
    return { input: read(row), sent: row };
  } catch (problem) {
    if (problem instanceof Problem) return { problem };
    throw problem;
  }
}
