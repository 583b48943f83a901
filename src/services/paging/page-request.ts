import { decodeCursor } from '../../codecs/cursor.js';
import type { Issue } from '../../errors/problem.js';
import { refuse } from '../input/validator.js';
import type { Ordering } from './ordering.js';

/** Arguments of a connection (GraphQL Cursor Connections Specification); null and absent are the same. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A page to read: so many rows after a position. */
export interface PageRequest {
  /** Most rows of the page, 0 to 100. */
  readonly size: number;
  /** Position that the page follows; undefined: the start of the list. */
  readonly after: readonly string[] | undefined;
}

/** Rows of a page when the caller names no size. */
export const DEFAULT_PAGE_SIZE = 25;

/** Most rows that a caller may ask for at once. */
export const LARGEST_PAGE_SIZE = 100;

/** Checks the arguments of a connection. Throws the 422 that names the wrong ones. */
export function readPageRequest(args: PageArguments, ordering: Ordering): PageRequest {
  const size = args.first ?? DEFAULT_PAGE_SIZE;
  const after = args.after == null ? undefined : readPosition(args.after, ordering);
  const issues: Issue[] = [];
  if (size < 0) {
    issues.push({
      path: ['first'],
      msg: 'Input should be greater than or equal to 0',
      type: 'greater_than_equal',
    });
  }
  if (size > LARGEST_PAGE_SIZE) {
    const msg = `Input should be less than or equal to ${LARGEST_PAGE_SIZE}`;
    issues.push({ path: ['first'], msg, type: 'less_than_equal' });
  }
  if (after === null) {
    issues.push({ path: ['after'], msg: 'Input should be a cursor of this list and order', type: 'cursor' });
  }
  refuse(issues);
  return { size, after: after ?? undefined };
}

/** The position that a cursor stands for, or null when it is not one of this list and order. */
function readPosition(cursor: string, { list, keys }: Ordering): readonly string[] | null {
  const position = decodeCursor(list, keys.length, cursor);
  return position?.every((value, i) => keys[i]?.accepts(value)) ? position : null;
}
