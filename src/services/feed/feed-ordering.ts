import { type Ordering, uuidKey } from '../pagination/ordering.js';

/** What of an event its place in a feed depends on. */
export interface PositionedEvent {
  /** UUID. */
  readonly id: string;
  /** As decimal digits. */
  readonly position: string;
}

/** Position before every event. */
export const START: readonly string[] = ['0', '00000000-0000-0000-0000-000000000000'];

/**
 * The order of a feed, the oldest event first, of events `e`. Its cursors are good for this feed of this organization
 * (UUID) only.
 */
export function feedOrdering<Event extends PositionedEvent>(
  feed: string,
  organizationId: string,
): Ordering<Event> {
  return {
    list: `${feed}:${organizationId}`,
    keys: [
      {
        column: 'e.position',
        type: 'bigint',
        accepts: (value) => /^(?:0|[1-9][0-9]{0,17})$/.test(value),
        read: ({ position }) => position,
      },
      uuidKey('e.id', ({ id }: Event) => id),
    ],
  };
}

/** Whether a position of a feed lies behind another one. */
export function isBehind(one: readonly string[], other: readonly string[]): boolean {
  const [position = '0', id = ''] = one;
  const [otherPosition = '0', otherId = ''] = other;
  const distance = BigInt(position) - BigInt(otherPosition);
  return distance > 0n || (distance === 0n && id > otherId);
}
