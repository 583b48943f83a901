import { isDate, isText } from '../validation/formats.js';

/** One column that a list is ordered by. */
export interface SortKey {
  /** SQL expression. */
  readonly column: string;
  /** SQL type that a cursor's text is cast to; undefined for texts. */
  readonly type?: string;
  /** Whether a text can be a value of the column, by which cursors are checked. */
  readonly accepts: (value: string) => boolean;
}

/** A total order of a list: the last key is unique. */
export interface Ordering {
  /** Name of list and order, which cursors carry. */
  readonly list: string;
  readonly keys: readonly SortKey[];
  /** Whether the list runs from the largest value to the smallest. */
  readonly descending?: boolean;
}

/** Field and direction that a caller orders a list by. */
export interface Order<Field> {
  readonly field: Field;
  readonly direction: 'ASC' | 'DESC';
}

/** A key over texts in code point order. */
export function textKey(column: string): SortKey {
  return { column, accepts: isText };
}

/** A key over GTIN-14s. */
export function gtinKey(column: string): SortKey {
  return { column, accepts: (value) => /^[0-9]{14}$/.test(value) };
}

/** A key over moments, as PostgreSQL writes them in UTC. */
export function timestampKey(column: string): SortKey {
  const moment = /^(.{10}) (?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?\+00$/;
  return {
    column,
    type: 'timestamptz',
    accepts: (value) => isDate(moment.exec(value)?.[1] ?? ''),
  };
}

/** A key over UUIDs. */
export function uuidKey(column: string): SortKey {
  return {
    column,
    type: 'uuid',
    accepts: (value) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  };
}

/** The part of `where` that keeps the rows behind a position, whose values start at `$firstParameter`. */
export function behindPosition(ordering: Ordering, firstParameter: number): string {
  return compare(ordering, ordering.descending ? '<' : '>', firstParameter);
}

/** The part of `where` that keeps the rows in front of a position. */
export function aheadOfPosition(ordering: Ordering, firstParameter: number): string {
  return compare(ordering, ordering.descending ? '>' : '<', firstParameter);
}

function compare({ keys }: Ordering, operator: '<' | '>', firstParameter: number): string {
  const columns = keys.map((key) => key.column);
  const values = keys.map(({ type }, i) => `$${firstParameter + i}${type ? `::${type}` : ''}`);
  return columns.length === 1
    ? `${columns} ${operator} ${values}`
    : `(${columns.join(', ')}) ${operator} (${values.join(', ')})`;
}

/** The list's `order by` expressions, from its end when `backward`. */
export function orderBy({ keys, descending = false }: Ordering, backward = false): string {
  const direction = descending === backward ? '' : ' desc';
  return keys.map((key) => `${key.column}${direction}`).join(', ');
}
