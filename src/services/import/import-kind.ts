import type { GivenValues, ImportColumn } from './column.js';
import type { Finding } from './import-answer.js';

/** One statement of an import with its values. */
export interface ImportStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A value as COPY takes it; null is NULL. */
export type StagedValue = string | boolean | null;

/** A valid row as it is staged, or the error of an invalid one. */
export type CheckedRow =
  | { readonly staged: readonly StagedValue[]; readonly warning?: Omit<Finding, 'line'> }
  | { readonly fault: Omit<Finding, 'line'> };

/** A row of a rejecting statement. */
export interface Rejected extends Finding {
  /** How many rows the statement rejected. */
  readonly total: number;
}

/**
 * Properties of a kind of file. Valid rows are staged in the temporary table `import_row`; every
 * statement takes the rows that it is done with out of it, so that what is left is what is still to do.
 */
export interface ImportKind {
  readonly columns: readonly ImportColumn[];
  /** Checks one row by itself. */
  check(given: GivenValues): CheckedRow;
  /** Columns of `import_row` beside `line`, in the order of the staged values, with their types. */
  readonly staging: readonly (readonly [name: string, type: string])[];
  /** Remove rows that conflict with stored rows or with each other, and return them as `Rejected`, in this order. */
  readonly rejections: readonly ImportStatement[];
  /**
   * Store new rows, drop rows that are stored unchanged, update the others. Each returns the `count` of rows it
   * took. A row that another writer changes between two of them stays and is tried again.
   */
  readonly create: ImportStatement;
  readonly skip: ImportStatement;
  readonly update: ImportStatement;
}
