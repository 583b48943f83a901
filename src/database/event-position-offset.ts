import type { Database } from './database.js';
import { EVENT_TABLES } from './event-tables.js';
import { unprepared } from './statement.js';

/** The largest stored position; each organization's is the last entry of the index. */
const lastPosition = (table: string) => `(
  select max(e.position) from organization o cross join lateral (
    select e.position from ${table} e where e.organization_id = o.id order by e.position desc limit 1) e)`;

const LAST_POSITION = `greatest(${EVENT_TABLES.map(lastPosition).join(', ')})`;

/** By how much the positions of new events have to be raised; 0 or less when they follow those that are stored. */
const selectMissing = (last: string) => `
select (coalesce(${last}, 0) + 1
  - (event_position_offset() + pg_snapshot_xmax(pg_current_snapshot())::text::bigint))::text as missing,
  event_position_offset()::text as "offset"`;

interface Missing {
  readonly missing: string;
  readonly offset: string;
}

/**
 * Has new events follow all that are stored, so that cursors of the change feed stay valid. Positions count transactions
 * of the server, and another server that the database was restored on may have counted fewer (docs/adr/0036-change-feed.md).
 */
export async function raiseEventPositions(database: Database): Promise<void> {
  const isDistributed = await database.isDistributed();
  const last = isDistributed ? await lastOfShards(database) : LAST_POSITION;
  const [found] = await database.query(unprepared<Missing>(selectMissing(last)));
  if (!found || BigInt(found.missing) <= 0n) return;
  await database.transaction(async (client) => {
    // Events that are written now have their positions by the former offset; the others wait and see the new one.
    await client.query(`lock table ${EVENT_TABLES.join(', ')} in share mode`);
    const { rows } = await client.query<Missing>(selectMissing(last));
    const [{ missing, offset }] = rows as [Missing];
    if (BigInt(missing) <= 0n) return;
    const raised = BigInt(offset) + BigInt(missing);
    await client.query(`
      create or replace function event_position_offset() returns bigint language sql immutable parallel safe
      as 'select ${raised}::bigint'`);
  });
}

/** The largest stored position of distributed tables, as digits: by one statement for each organization, each of which asks all shards. */
async function lastOfShards(database: Database): Promise<string> {
  let last = 0n;
  for (const { id } of await database.query(organizations)) {
    for (const table of EVENT_TABLES) {
      const [event] = await database.query(lastOfOrganization(table), [id]);
      if (event && BigInt(event.position) > last) last = BigInt(event.position);
    }
  }
  return `${last}::bigint`;
}

const organizations = unprepared<{ id: string }>('select id from organization');

const lastOfOrganization = (table: string) =>
  unprepared<{ position: string }>(
    `select e.position from ${table} e where e.organization_id = $1::uuid order by e.position desc limit 1`,
  );
