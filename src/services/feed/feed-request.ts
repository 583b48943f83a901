import { encodeCursor } from '../../codecs/cursor.js';
import type { Ordering } from '../pagination/ordering.js';
import { FOREIGN_CURSOR, type PageRequest, readPosition } from '../pagination/page-request.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { issueFinder, refuse } from '../validation/validator.js';
import { START } from './feed-ordering.js';

/** Which events of a feed a client follows it with. */
export interface FeedInput {
  /** Cursor of the last event that the client has; absent: it has none. */
  readonly after?: string;
  readonly limit?: number;
  /** Seconds for which the client waits for an event. */
  readonly wait?: number;
}

/** Maximum events of an answer. */
export const MAX_FEED_PAGE_SIZE = 1_000;

/** The rules of the input, and the values of absent members. */
export const feedInputSchema = {
  type: 'object',
  properties: {
    after: { type: 'string', pattern: '^[A-Za-z0-9_-]+$' },
    limit: { type: 'integer', minimum: 1, maximum: MAX_FEED_PAGE_SIZE, default: 100 },
    wait: { type: 'integer', minimum: 0, maximum: 30, default: 0 },
  },
} as const;

const findIssues = issueFinder(feedInputSchema);

/** A checked request for events of a feed. */
export interface FeedRequest {
  readonly page: PageRequest;
  /** The position that the events follow. */
  readonly after: readonly string[];
  /** Its cursor. */
  readonly cursor: string;
  readonly waitMs: number;
}

/** Checks an input. Throws the 422 that names what is wrong, such as a cursor of another organization. */
export function readFeedRequest(
  unchecked: UncheckedInput<FeedInput>,
  ordering: Ordering<never>,
): FeedRequest {
  const issues = findIssues(unchecked);
  const input = unchecked as FeedInput;
  const isText = !issues.some(({ path: [member] }) => member === 'after');
  const position = isText ? readPosition(input.after, ordering) : undefined;
  if (position === 'foreign') issues.push({ path: ['after'], ...FOREIGN_CURSOR });
  refuse(issues);
  const { limit, wait } = feedInputSchema.properties;
  const after = (position as readonly string[] | undefined) ?? START;
  return {
    page: { size: input.limit ?? limit.default, backward: false, after, before: undefined },
    after,
    cursor: encodeCursor(ordering.list, after),
    waitMs: (input.wait ?? wait.default) * 1_000,
  };
}
