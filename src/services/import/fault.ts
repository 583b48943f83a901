import type { Issue } from '../../errors/problem.js';
import type { CheckedRow } from './import-kind.js';

/** An issue of a row as the row's fault: its outermost place is the file's column. */
export function faultOf({ path, msg }: Issue): CheckedRow {
  return { fault: { column: path.length > 0 ? String(path[0]) : null, message: msg } };
}
