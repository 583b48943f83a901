import type { Database } from '../../database/database.js';
import type { EventTable } from '../../database/event-tables.js';
import { onPrimary, prepared, type Statement, unprepared } from '../../database/statement.js';
import { Conditions } from '../pagination/conditions.js';
import { firstOfEach } from '../pagination/first-of-each.js';
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
  if (organizationIds.length > 0 && (await database.isDistributed())) {
    return findOfEach(database, table, organizationIds, horizon);
  }
  return database.query(statements[table], [organizationIds, horizon]);
}

/** The same on a cluster, where a lateral join has no limit. */
async function findOfEach(
  database: Database,
  table: EventTable,
  organizationIds: readonly string[],
  horizon: string,
): Promise<LastEvent[]> {
  const conditions = new Conditions(horizon);
  const last = firstOfEach(
    conditions,
    {
      columns: [['id', 'uuid']],
      keys: organizationIds.map((id) => [id]),
      select: ([id]) => `select e.position, e.id from ${table} e
  where e.organization_id = ${id} and e.position < $1::bigint
  order by e.position desc, e.id desc limit 1`,
    },
    true,
  );
  const rows = await database.query(
    onPrimary(unprepared<{ place: number; position: string; id: string }>(last)),
    conditions.values,
  );
  const hidden = await database.query(onPrimary(hiddenOf(table)), [organizationIds, horizon]);
  return organizationIds.map((organizationId, i) => {
    const { position = null, id = null } = rows.find(({ place }) => place === i + 1) ?? {};
    return { organizationId, position, id, hasHidden: hidden.some((row) => row.id === organizationId) };
  });
}

/** Organizations that have events which are not shown yet. */
function hiddenOf(table: EventTable): Statement<{ id: string }> {
  return unprepared(
    `select distinct e.organization_id as id from ${table} e
where e.organization_id = any($1::uuid[]) and e.position >= $2::bigint`,
  );
}
