import type { Database } from '../../database/database.js';
import type { EventTable } from '../../database/event-tables.js';
import { onPrimary, prepared, type Statement } from '../../database/statement.js';
import { readHorizon } from './event-horizon.js';

/** Where the feed of an organization (UUID) ends. */
export interface LastEvent {
  readonly organizationId: string;
  /** Position of the last event that is shown; nulls when there is none. */
  readonly position: string | null;
  readonly id: string | null;
  /** Whether there are events that are not shown yet. */
  readonly hasHidden: boolean;
}

function lastOf(table: EventTable): Statement<LastEvent> {
  return onPrimary(
    prepared(
      `${table}_last`,
      `
select w.id as "organizationId", l.position, l.id, exists (
  select from ${table} e where e.organization_id = w.id and e.position >= $2::bigint) as "hasHidden"
from unnest($1::uuid[]) as w (id)
left join lateral (
  select e.position, e.id from ${table} e
  where e.organization_id = w.id and e.position < $2::bigint
  order by e.position desc, e.id desc limit 1) l on true`,
    ),
  );
}

const statements: Readonly<Record<EventTable, Statement<LastEvent>>> = {
  claim_assignment_event: lastOf('claim_assignment_event'),
  certification_assignment_event: lastOf('certification_assignment_event'),
};

/** The ends of the feeds of these organizations (UUIDs), by two statements in most cases. */
export async function findLastEvents(
  database: Database,
  table: EventTable,
  organizationIds: readonly string[],
): Promise<LastEvent[]> {
  const horizon = await readHorizon(database, table, organizationIds);
  return database.query(statements[table], [organizationIds, horizon]);
}
