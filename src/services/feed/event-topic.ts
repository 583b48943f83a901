import type { Database } from '../../database/database.js';
import type { EventTable } from '../../database/event-tables.js';

/** Name of the events of an organization (UUID) in notifications. */
export function eventTopic(table: EventTable, organizationId: string): string {
  return `${table}:${organizationId}`;
}

/**
 * Wakes those who wait for events of an organization (UUID). To be called by all that write events, once they are
 * committed; without it, they are found some seconds later.
 */
export function announceEvents(database: Database, table: EventTable, organizationId: string): void {
  database.notifications.publish(eventTopic(table, organizationId));
}
