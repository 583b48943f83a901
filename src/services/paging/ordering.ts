import { isText } from '../input/formats.js';

/** One column that a list is ordered by. */
export interface SortKey {
  /** SQL expression. */
  readonly column: string;
  /** Whether a text can be a value of the column; what a cursor carries is checked with it. */
  readonly accepts: (value: string) => boolean;
}

/** A total order of a list: the last key is unique. */
export interface Ordering {
  /** Name of list and order, which cursors carry. */
  readonly list: string;
  readonly keys: readonly SortKey[];
}

/** A key over texts in code point order. */
export function textKey(column: string): SortKey {
  return { column, accepts: isText };
}

/** The part of `where` that keeps the rows behind a position, whose values start at `$firstParameter`. */
export function behindPosition({ keys }: Ordering, firstParameter: number): string {
  const columns = keys.map((key) => key.column);
  const values = keys.map((_, i) => `$${firstParameter + i}`);
  return columns.length === 1 ? `${columns} > ${values}` : `(${columns.join(', ')}) > (${values.join(', ')})`;
}

/** The list's `order by` expressions. */
export function orderBy({ keys }: Ordering): string {
  return keys.map((key) => key.column).join(', ');
}
