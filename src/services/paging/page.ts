import { encodeCursor } from '../../codecs/cursor.js';
import type { Ordering } from './ordering.js';
import type { PageRequest } from './page-request.js';

/** Some consecutive rows of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** The opaque position of one of the rows. */
  cursor(row: Row): string;
}

/**
 * How many rows to ask the database for: at least one more than the page, which tells whether another
 * page follows. The number is written into the text, because a plan for `limit $1` sorts whole tables;
 * few different numbers keep the set of prepared statements small.
 */
export function rowLimit(size: number): number {
  return [11, 26, 101].find((limit) => limit > size) ?? size + 1;
}

/** Cuts a page out of the rows that were read for it with `rowLimit`. */
export function toPage<Row>(
  rows: readonly Row[],
  request: PageRequest,
  ordering: Ordering,
  position: (row: Row) => readonly string[],
): Page<Row> {
  return {
    rows: rows.slice(0, request.size),
    hasNextPage: rows.length > request.size,
    // The row that the cursor stood on lies before this page.
    hasPreviousPage: request.after !== undefined,
    cursor: (row) => encodeCursor(ordering.list, position(row)),
  };
}
