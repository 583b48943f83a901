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
  return [1, 11, 26, 101, 1_001].find((limit) => limit > size) ?? size + 1;
}

/**
 * Cuts a page out of the rows that were read for it with `rowLimit`, which come from the end of the list
 * when the request is backward.
 */
export function toPage<Row>(rows: readonly Row[], request: PageRequest, ordering: Ordering<Row>): Page<Row> {
  const { size, backward, after, before } = request;
  const cut = rows.slice(0, size);
  const more = rows.length > size;
  return {
    rows: backward ? cut.reverse() : cut,
    // On the far side of a given position lies at least the row that the cursor stood on.
    hasNextPage: backward ? before !== undefined : more,
    hasPreviousPage: backward ? more : after !== undefined,
    cursor: (row) => cursorOf(row, ordering),
  };
}

/** The opaque position of a row in a list. */
export function cursorOf<Row>(row: Row, { list, keys }: Ordering<Row>): string {
  return encodeCursor(
    list,
    keys.map(({ read }) => read(row)),
  );
}
