/** Tables of events with positions, by which a change feed is read (docs/adr/0036-change-feed.md). */
export const EVENT_TABLES = ['claim_assignment_event', 'certification_assignment_event'] as const;

/** One of them. */
export type EventTable = (typeof EVENT_TABLES)[number];
