import type { Database } from '../database/database.js';
import { feedOrdering, type PositionedEvent } from '../services/feed/feed-ordering.js';
import { feedInputSchema, readFeedRequest } from '../services/feed/feed-request.js';
import type { Feed } from '../services/feed/list-feed-events.js';
import type { Page } from '../services/pagination/page.js';
import type { PageRequest } from '../services/pagination/page-request.js';
import { requireHistoryReader } from '../services/principal.js';
import { describedMembers } from './members.js';
import type { RestRequest } from './operation.js';
import { readQuery } from './query.js';

const members = {
  after: {
    field: 'after',
    title: 'After',
    description:
      '`next` of the answer before, or the `cursor` of an event; the feed is read from its beginning without it. ' +
      'Cursors belong to one organization and do not expire.',
  },
  limit: {
    field: 'limit',
    title: 'Limit',
    description: 'Maximum number of events. An answer with long changes has fewer.',
  },
  wait: {
    field: 'wait',
    title: 'Wait',
    description: 'Seconds for which the answer is held back while there is no event.',
  },
} as const;

/** The parameters of an operation that reads a change feed. */
export const feedParameters = Object.entries(describedMembers(members, feedInputSchema.properties)).map(
  ([name, schema]) => ({
    in: 'query',
    name,
    required: false,
    description: members[name as keyof typeof members].description,
    schema,
  }),
);

/** The members of a response with some consecutive events of a feed. */
export function feedPageProperties<const Item>(items: Item) {
  return {
    data: {
      title: 'Data',
      description: 'The events; empty when there are no further ones yet.',
      type: 'array',
      items,
    },
    next: {
      title: 'Next',
      description: 'The position to go on from: `after` of the next request, also after an empty answer.',
      type: 'string',
    },
  } as const;
}

/** A change feed as an operation answers it. */
export interface FollowedFeed<Event, Out> {
  readonly feed: Feed;
  list(database: Database, organizationId: string, page: PageRequest): Promise<Page<Event>>;
  /** Renders an event with its cursor. */
  render(event: Event, cursor: string): Out;
}

/**
 * The next events of the caller's organization; waits for some if there are none and the request asks for it. Throws the 403
 * of a publishable key, the 422 of invalid parameters and the 503 of too many requests that wait.
 */
export async function followFeed<Event extends PositionedEvent, Out extends { readonly cursor: string }>(
  request: RestRequest,
  { feed, list, render }: FollowedFeed<Event, Out>,
): Promise<{ data: Out[]; next: string }> {
  const { url, principal, database } = request;
  requireHistoryReader(principal);
  const { organizationId } = principal;
  const ordering = feedOrdering(feed.name, organizationId);
  const input = readFeedRequest(readQuery(url, members, { integers: ['limit', 'wait'] }), ordering);
  const read = () => list(database, organizationId, input.page);
  let page = await read();
  if (page.rows.length === 0 && input.waitMs > 0) {
    const position = { table: feed.table, organizationId, position: input.after };
    if (await request.waitForEvents(position, input.waitMs)) page = await read();
  }
  const data = page.rows.map((event) => render(event, page.cursor(event)));
  return { data, next: data.at(-1)?.cursor ?? input.cursor };
}
