import type { Database } from '../../database/database.js';
import { onPrimary, prepared, type Statement } from '../../database/statement.js';

/** A table of events with positions. */
export type EventTable = 'claim_assignment_event';

/**
 * The horizon of a table: every event with a position below it is committed, or never will be. Transactions that are
 * open hold it back, but not those that are known not to have written an event: they have no lock on the table that
 * permits it, and the positions of what they may yet write are counted from then on (`event_position()`).
 *
 * The snapshot comes first. A transaction that it shows as open and whose locks are not seen counts as one that writes.
 * PostgreSQL collects locks of tables before those of transactions: who has written is never taken for one who has not.
 */
function horizonOf(table: EventTable): Statement<{ readonly horizon: string }> {
  return prepared(
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
       select w.virtualtransaction from held w where w.locktype = 'relation')))) as horizon
from present p`,
  );
}

const horizons: Readonly<Record<EventTable, Statement<{ readonly horizon: string }>>> = {
  claim_assignment_event: onPrimary(horizonOf('claim_assignment_event')),
};

/**
 * The position below which nothing changes any more, as decimal digits. It is valid for statements that begin after this
 * one has returned: theirs is the snapshot that shows all events below it.
 */
export async function readHorizon(database: Database, table: EventTable): Promise<string> {
  const [row] = await database.query(horizons[table]);
  return (row as { readonly horizon: string }).horizon;
}
