import type { EventTable } from '../../database/event-tables.js';
import type { GivenValues, ImportColumn } from './column.js';
import type { Fault } from './fault.js';
import type { ImportStatement } from './import-statement.js';
import type { Rejection } from './rejection.js';

/** A value as COPY takes it; null is NULL. */
export type StagedValue = string | boolean | null;

/** A valid row as it is staged, or the error of an invalid one. */
export type CheckedRecord =
  | { readonly staged: readonly StagedValue[]; readonly warning?: Fault }
  | { readonly fault: Fault };

/**
 * Properties of a kind of file. Valid rows are staged in the temporary table `import_row`; every
 * statement takes the rows that it is done with out of it, so that what is left is what is still to do.
 */
export interface ImportKind {
  readonly columns: readonly ImportColumn[];
  /** Checks one row by itself. */
  check(given: GivenValues): CheckedRecord;
  /** Columns of `import_row` beside `line`, in the order of the staged values, with their types. */
  readonly staging: readonly (readonly [name: string, type: string])[];
  /** The first of the staged columns, which rejections name: `given_` and the name is the value in the file. */
  readonly key: readonly string[];
  /** Remove rows that conflict with stored rows or with each other, in this order. */
  readonly rejections: readonly Rejection[];
  /**
   * Store new rows, drop rows that are stored unchanged, update the others. Each returns the `count` of rows it
   * took. A row that another writer changes between two of them stays and is tried again.
   */
  readonly create: ImportStatement;
  readonly skip: ImportStatement;
  readonly update: ImportStatement;
  /** Whose events are written (UUID of the organization), if any are. */
  readonly events?: { readonly table: EventTable; readonly organizationId: string };
}
