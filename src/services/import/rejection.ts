import { MAX_FINDINGS } from './findings.js';
import type { ImportStatement } from './import-kind.js';

/** How a group of rows is rejected. */
interface Rejection {
  /** The file's column. */
  readonly column: string;
  /** The message: an SQL expression over the rows that `remove` returns. */
  readonly message: string;
  /** A `delete from import_row` that returns at least `line`. */
  readonly remove: string;
  readonly values?: readonly unknown[];
}

/** A statement that removes rows from `import_row` and returns the first of them with their number. */
export function rejection({ column, message, remove, values = [] }: Rejection): ImportStatement {
  return {
    text: `
with gone as (${remove})
select line, '${column}' as "column", ${message} as message, count(*) over ()::int as total
from gone order by line limit ${MAX_FINDINGS}`,
    values,
  };
}

/** Rejects all rows but the first that have the same `key`, a list of columns; `column` gets the blame. */
export function duplicates(key: readonly string[], column: string): ImportStatement {
  const names = key.join(', ');
  return rejection({
    column,
    message: `'Duplicate of line ' || first_line`,
    remove: `
  delete from import_row r using (
    select ${names}, min(line) as first_line from import_row group by ${names} having count(*) > 1) f
  where ${key.map((name) => `r.${name} = f.${name}`).join(' and ')} and r.line > f.first_line
  returning r.line, f.first_line`,
  });
}
