import { decodeCursor } from '../../codecs/cursor.js';
import type { Issue } from '../../errors/problem.js';
import { refuse } from '../validation/validator.js';
import type { Ordering } from './ordering.js';

/** Arguments of a connection (GraphQL Cursor Connections Specification); null and absent are the same. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A page to read: so many rows from one end of what lies between two positions. */
export interface PageRequest {
  /** Maximum rows of the page: 0 to 100, of a feed up to 1,000. */
  readonly size: number;
  /** Whether the rows are taken from the end. */
  readonly backward: boolean;
  /** Position that the rows follow; undefined: the start of the list. */
  readonly after: readonly string[] | undefined;
  /** Position that the rows precede; undefined: the end of the list. */
  readonly before: readonly string[] | undefined;
}

/** Rows of a page when the caller names no size. */
export const DEFAULT_PAGE_SIZE = 25;

/** Maximum page size of a request. */
export const MAX_PAGE_SIZE = 100;

/** Checks the arguments of a connection. Throws a 422 that names the invalid ones. */
export function readPageRequest(args: PageArguments, ordering: Ordering): PageRequest {
  const after = readPosition(args.after, ordering);
  const before = readPosition(args.before, ordering);
  const issues: Issue[] = [...sizeIssues('first', args.first), ...sizeIssues('last', args.last)];
  if (args.first != null && args.last != null) {
    issues.push({
      path: ['last'],
      msg: 'Rows can be asked for from one end of a list only',
      type: 'exclusive',
    });
  }
  if (after === 'foreign') issues.push({ path: ['after'], ...FOREIGN_CURSOR });
  if (before === 'foreign') issues.push({ path: ['before'], ...FOREIGN_CURSOR });
  refuse(issues);
  return {
    size: args.first ?? args.last ?? DEFAULT_PAGE_SIZE,
    backward: args.last != null,
    after: after as readonly string[] | undefined,
    before: before as readonly string[] | undefined,
  };
}

/** What is wrong with a cursor of another list. */
export const FOREIGN_CURSOR = { msg: 'Input should be a cursor of this list and order', type: 'cursor' };

function sizeIssues(name: 'first' | 'last', size: number | null | undefined): Issue[] {
  if (size == null || (size >= 0 && size <= MAX_PAGE_SIZE)) return [];
  return [
    size < 0
      ? { path: [name], msg: 'Input should be greater than or equal to 0', type: 'greater_than_equal' }
      : {
          path: [name],
          msg: `Input should be less than or equal to ${MAX_PAGE_SIZE}`,
          type: 'less_than_equal',
        },
  ];
}

/** The position that a cursor stands for; undefined without a cursor. */
export function readPosition(
  cursor: string | null | undefined,
  { list, keys }: Ordering,
): readonly string[] | undefined | 'foreign' {
  if (cursor == null) return undefined;
  const position = decodeCursor(list, keys.length, cursor);
  return position?.every((value, i) => keys[i]?.accepts(value)) ? position : 'foreign';
}
