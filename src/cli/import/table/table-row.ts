/** One row of a table. */
export interface TableRow {
  /** Line of a text on which the row starts, or a sheet's row, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Faults of single cells, by position. */
  readonly faults?: ReadonlyMap<number, string>;
  /** Faults of single cells for which the file is refused, by position. */
  readonly refusals?: ReadonlyMap<number, string>;
}

/** Whether a row has no cell with a text. */
export function isEmptyRow({ cells }: TableRow): boolean {
  return cells.every((cell) => cell === '' || cell.trim() === '');
}
