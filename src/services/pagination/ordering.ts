import { isDate, isText } from '../validation/formats.js';

/** One column that a list of rows is ordered by. */
export interface SortKey<Row = never> {
  /** SQL expression. */
  readonly column: string;
  /** SQL type that a cursor's text is cast to; undefined for texts. */
  readonly type?: string;
  /** Whether a text can be a value of the column, by which cursors are checked. */
  readonly accepts: (value: string) => boolean;
  /** The column's value of a row, as a cursor carries it. */
  readonly read: (row: Row) => string;
}

/** A total order of a list: the last key is unique. */
export interface Ordering<Row = never> {
  /** Name of list and order, which cursors carry. */
  readonly list: string;
  readonly keys: readonly SortKey<Row>[];
  /** Whether the list runs from the largest value to the smallest. */
  readonly descending?: boolean;
}

/** Field and direction that a caller orders a list by. */
export interface Order<Field> {
  readonly field: Field;
  readonly direction: 'ASC' | 'DESC';
}

/** A key over texts in code point order. */
export function textKey<Row>(column: string, read: SortKey<Row>['read']): SortKey<Row> {
  return { column, accepts: isText, read };
}

/** A key over the GTIN-14s of rows. */
export function gtinKey(column: string): SortKey<{ readonly gtin: string }> {
  return { column, accepts: (value) => /^[0-9]{14}$/.test(value), read: ({ gtin }) => gtin };
}

/** A key over moments, as PostgreSQL writes them in UTC. */
export function timestampKey<Row>(column: string, read: SortKey<Row>['read']): SortKey<Row> {
  const moment = /^(.{10}) (?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?\+00$/;
  return {
    column,
    type: 'timestamptz',
    accepts: (value) => isDate(moment.exec(value)?.[1] ?? ''),
    read,
  };
}

/** A key over UUIDs. */
export function uuidKey<Row>(column: string, read: SortKey<Row>['read']): SortKey<Row> {
  return {
    column,
    type: 'uuid',
    accepts: (value) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
    read,
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
