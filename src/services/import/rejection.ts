import { MAX_FINDINGS } from './findings.js';
import type { ImportStatement } from './import-statement.js';

/** How rows of `import_row` are rejected that conflict with stored rows or with each other. */
export interface Rejection {
  /** Our name of the column. */
  readonly column: string;
  /** What all of the rows have in common. */
  readonly reason: string;
  /** The message: an SQL expression over the rows that `remove` returns; the reason by default. */
  readonly message?: string;
  /** Whether the message repeats the column's value. */
  readonly showsValue: boolean;
  /** A `delete from import_row r` that returns at least `r.*`. */
  readonly remove: string;
  readonly values?: readonly unknown[];
}

/** A row of the statement of a rejection. */
export interface Rejected {
  readonly line: number;
  readonly message: string;
  /** The column's value as it stands in the file; null when it is not shown. */
  readonly value: string | null;
  /** How many rows the statement rejected. */
  readonly total: number;
}

/** The columns of `import_rejected`, for imports that keep rejected rows. */
export const REJECTED_COLUMNS: readonly string[] = [
  'line integer not null',
  '"column" text not null',
  'message text not null',
  'value text',
  'file_row text not null',
];

/**
 * The statement that removes rows from `import_row` and returns the first of them with their number.
 * @param keeps whether all of them are put into `import_rejected`.
 */
export function rejectionStatement(rejection: Rejection, keeps: boolean): ImportStatement {
  const { column, reason, message = `'${reason}'`, showsValue, remove, values = [] } = rejection;
  const value = showsValue ? `coalesce(given_${column}, ${column})` : 'null::text';
  const kept = `,
kept as (
  insert into import_rejected (line, "column", message, value, file_row)
  select line, '${column}', ${message}, ${value}, file_row from gone)`;
  return {
    text: `
with gone as (${remove})${keeps ? kept : ''}
select line, ${message} as message, ${value} as value, count(*) over ()::int as total
from gone order by line limit ${MAX_FINDINGS}`,
    values,
  };
}

/** Rejects all rows but the first that have the same `key`, a list of columns; `column` gets the blame. */
export function duplicates(key: readonly string[], column: string): Rejection {
  const names = key.join(', ');
  return {
    column,
    reason: 'Duplicate of an earlier line',
    message: `'Duplicate of line ' || first_line`,
    showsValue: true,
    remove: `
  delete from import_row r using (
    select ${names}, min(line) as first_line from import_row group by ${names} having count(*) > 1) f
  where ${key.map((name) => `r.${name} = f.${name}`).join(' and ')} and r.line > f.first_line
  returning r.*, f.first_line`,
  };
}
