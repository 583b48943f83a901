import type { Database } from '../../database/database.js';
import type { EventTable } from '../../database/event-tables.js';
import { onPrimary, prepared, type Statement, unprepared } from '../../database/statement.js';
import { Conditions } from '../pagination/conditions.js';
import { firstOfEach, type Lists } from '../pagination/first-of-each.js';
import { highestHorizon } from './known-horizons.js';

/** What the statement finds out. Positions are decimal digits. */
interface Found {
  /** Every event with a position below it is committed, or never will be. */
  readonly horizon: string;
  /** The lowest position of an event that is written from now on by a transaction which has written none yet. */
  readonly end: string;
  /** When the server was started, which tells it from others. */
  readonly server: string;
  /** The highest position of the organizations' events; null when they have none. */
  readonly last: string | null;
}

/** The highest position of the events of organizations; `$1` contains their ids. */
const lastOf = (table: EventTable) => `
  (select max(e.position) from unnest($1::uuid[]) as w (id) cross join lateral (
    select e.position from ${table} e where e.organization_id = w.id order by e.position desc limit 1) e) as last,`;

/**
 * The first transaction that has ended here but not on all nodes of a cluster, which Citus commits on before it releases the
 * locks of the transaction here. Locks have the last 32 bits of its number.
 */
const NOT_ENDED_EVERYWHERE = `,
  (select min(x.xmax - x.distance) from (
    select pg_snapshot_xmax(p.snapshot)::text::bigint as xmax,
      (pg_snapshot_xmax(p.snapshot)::text::bigint - t.transactionid::text::bigint) & 4294967295 as distance
    from held t where t.virtualtransaction in (
      select w.virtualtransaction from held w where w.locktype = 'relation')) x
   where x.distance between 1 and 2147483647)`;

/**
 * The horizon of a table. Open transactions hold it back, but not those that are known not to have written an event: they
 * have no lock on the table that permits it, and the positions of what they may yet write are counted from then on
 * (`event_position()`).
 *
 * The snapshot comes first. A transaction that it shows as open and whose locks are not seen counts as one that writes.
 * PostgreSQL collects locks of tables before those of transactions: who has written is never taken for one who has not.
 */
function horizonOf(table: EventTable, isDistributed: boolean): Statement<Found> {
  return onPrimary(
    prepared(
      `${table}_horizon`,
      `
with present as materialized (select pg_current_snapshot() as snapshot),
held as materialized (
  select l.locktype, l.transactionid, l.virtualtransaction from pg_locks l
  where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock'
    or l.locktype = 'relation' and l.relation = '${table}'::regclass
      and l.database = (select d.oid from pg_database d where d.datname = current_database())
      and l.mode not in ('AccessShareLock', 'RowShareLock'))
select event_position_offset() + least(
  pg_snapshot_xmax(p.snapshot)::text::bigint,
  (select min(x::text::bigint) from pg_snapshot_xip(p.snapshot) as x
   where not exists (
     select from held t where t.transactionid = x::xid and t.virtualtransaction not in (
       select w.virtualtransaction from held w where w.locktype = 'relation')))${isDistributed ? NOT_ENDED_EVERYWHERE : ''}) as horizon,
  event_position_offset() + pg_snapshot_xmax(p.snapshot)::text::bigint as "end",${isDistributed ? '' : lastOf(table)}
  pg_postmaster_start_time() as server
from present p`,
    ),
  );
}

const horizons = (isDistributed: boolean): Readonly<Record<EventTable, Statement<Found>>> => ({
  claim_assignment_event: horizonOf('claim_assignment_event', isDistributed),
  certification_assignment_event: horizonOf('certification_assignment_event', isDistributed),
});

const onOneNode = horizons(false);
const onCoordinator = horizons(true);

/** Counts one transaction more, which changes nothing. */
const countTransaction = onPrimary(prepared<object>('count_transaction', 'select pg_current_xact_id()'));

/**
 * The position, as decimal digits, below which nothing of the events of these organizations (UUIDs) changes any more. All
 * events that are committed are below it, unless an open transaction has written events. It is valid for statements that
 * begin after this one has returned: theirs is the snapshot that shows all events below it.
 */
export async function readHorizon(
  database: Database,
  table: EventTable,
  organizationIds: readonly string[],
): Promise<string> {
  let found = await find(database, table, organizationIds);
  if (isAtEnd(found)) {
    // The event was written by a transaction that began before others had ended, and none has begun since.
    await database.query(countTransaction);
    found = await find(database, table, organizationIds);
  }
  return highestHorizon(database, table, found);
}

async function find(database: Database, table: EventTable, ids: readonly string[]): Promise<Found> {
  if (await database.isDistributed()) return findOnCoordinator(database, table, ids);
  const [row] = await database.query(onOneNode[table], [ids]);
  return row as Found;
}

/** By two statements: one that reads a distributed table might ask another node for its transactions. */
async function findOnCoordinator(
  database: Database,
  table: EventTable,
  ids: readonly string[],
): Promise<Found> {
  const conditions = new Conditions();
  const lists: Lists = {
    columns: [['id', 'uuid']],
    keys: ids.map((id) => [id]),
    select: ([id]) =>
      `select e.position from ${table} e where e.organization_id = ${id} order by e.position desc limit 1`,
  };
  const last = unprepared<Pick<Found, 'last'>>(
    `select max(e.position) as last from (${firstOfEach(conditions, lists, true)}) e`,
  );
  const [row] = ids.length === 0 ? [] : await database.query(onPrimary(last), conditions.values);
  const [found] = await database.query(onCoordinator[table]);
  return { ...(found as Found), last: row?.last ?? null };
}

/** Whether no transaction hides the last event, but its position is not below the horizon. */
function isAtEnd({ horizon, end, last }: Found): boolean {
  return last !== null && horizon === end && BigInt(last) >= BigInt(horizon);
}
