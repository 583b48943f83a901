import { Migration } from '@mikro-orm/migrations';

/**
 * Positions of events, by which an organization's events are read in an order in which none appears behind a position
 * that was already given (docs/adr/0036-change-feed.md). Events that exist have the position 0 and are ordered by their
 * ids: all of them are committed when the column appears. Their index is built afterwards (`indexes` of the list).
 */
export class EventPositions extends Migration {
  override up(): void {
    // A constant, so that it costs no look-up; `claims migrate` raises it in a database that was restored.
    this.addSql(`
      create function event_position_offset() returns bigint language sql immutable parallel safe as 'select 0::bigint';`);
    // In PL/pgSQL, each call has a snapshot of its own: the event of a transaction that has waited for another one is
    // behind the events of that one.
    this.addSql(`
      create function event_position() returns bigint language plpgsql volatile as $$
      begin
        return event_position_offset() + greatest(
          pg_current_xact_id()::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint);
      end $$;`);
    this.addSql('alter table claim_assignment_event add column position bigint not null default 0;');
    this.addSql('alter table claim_assignment_event alter column position set default event_position();');
  }
}
