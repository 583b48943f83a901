import { excerpt } from '../../errors/excerpt.js';
import type { Issue } from '../../errors/problem.js';
import type { Finding } from './import-answer.js';

/** What is wrong with a row. */
export interface Fault {
  /** Our name of the column; null when the row as a whole is meant. */
  readonly column: string | null;
  /** What would be right. It is the same for all rows with the same fault. */
  readonly message: string;
}

/** How much of a value a message repeats, in UTF-16 code units. */
const MAX_SHOWN = 60;

/** Line breaks and other control characters, which must not reach a terminal. */
const control = /[\p{Cc}\u2028\u2029]+/gu;

/** An issue of a row as the row's fault: its outermost place is the file's column. */
export function faultOf({ path, msg }: Issue): { readonly fault: Fault } {
  return { fault: { column: path.length > 0 ? String(path[0]) : null, message: msg } };
}

/**
 * A fault as it is reported.
 * @param column name in the file.
 * @param value as it stands in the file; undefined or empty when there is none.
 */
export function findingOf(
  line: number,
  column: string | null,
  message: string,
  value: string | null | undefined,
): Finding {
  return { line, column, message: value ? `${shown(value)}: ${message}` : message };
}

/** A value in quotes, on one line and shortened. */
export function shown(value: string): string {
  return `"${excerpt(value.replaceAll(control, ' '), MAX_SHOWN)}"`;
}
