import { Migration } from '@mikro-orm/migrations';

/**
 * The same rules, checked at less cost to each write (docs/adr/0021-checks-of-writes.md). PostgreSQL reads and
 * plans a table's checks anew for each statement, a domain's once for each connection. What history refers to is
 * guarded where it would be deleted, which is seldom, and not at each entry.
 */
export class CheaperWrites extends Migration {
  override up(): void {
    this.becomeDomains('claim_assignment', {
      source: { type: 'text', check: `value in ('BRAND_SELF_DECLARED', 'THIRD_PARTY_VERIFIED')` },
      evidence_url: {
        type: 'text',
        check: `value = '' or (value ~* '^https?://' and char_length(value) <= 2048)`,
      },
      evidence_note: { type: 'text', check: 'char_length(value) <= 10000' },
      metadata: { type: 'jsonb', check: 'is_claim_metadata(value)' },
    });
    this.becomeDomains('claim_assignment_event', {
      action: { type: 'text', check: `value in ('ASSIGNED', 'UPDATED', 'REMOVED')` },
      changes: { type: 'jsonb', check: `jsonb_typeof(value) = 'array'` },
    });

    for (const column of ['gtin', 'claim_id', 'organization_id']) {
      this.addSql(
        `alter table claim_assignment_event drop constraint claim_assignment_event_${column}_foreign;`,
      );
    }
    // Whoever writes history holds the assignment, and with it product and claim, until it is committed: triggers run
    // in the order of their names, those of foreign keys first, which wait for whoever removes an assignment. Of
    // organizations nothing is held, so that their deletion waits for those who write.
    this.addSql(`
      create function keep_what_history_names() returns trigger language plpgsql as $$
      declare
        named boolean;
        foreign_key text;
      begin
        case tg_table_name
          when 'product' then
            foreign_key := 'gtin';
            named := exists (select from claim_assignment_event where gtin = old.gtin);
          when 'claim' then
            foreign_key := 'claim_id';
            named := exists (select from claim_assignment_event where claim_id = old.id);
          when 'organization' then
            foreign_key := 'organization_id';
            lock table claim_assignment_event in share mode;
            named := exists (select from claim_assignment_event where organization_id = old.id);
        end case;
        if named then
          raise foreign_key_violation using
            message = format('history names this row of table "%s"', tg_table_name),
            schema = tg_table_schema,
            table = 'claim_assignment_event',
            constraint = format('claim_assignment_event_%s_foreign', foreign_key);
        end if;
        return null;
      end $$;`);
    for (const [table, key] of [
      ['product', 'gtin'],
      ['claim', 'id'],
      ['organization', 'id'],
    ]) {
      this.addSql(`
        create trigger ${table}_named_by_history after delete on ${table}
          for each row execute function keep_what_history_names();`);
      this.addSql(`
        create trigger ${table}_key_named_by_history after update of ${key} on ${table}
          for each row when (old.${key} <> new.${key}) execute function keep_what_history_names();`);
    }
  }

  /** Turns checks of single columns into domains of the same name as the check had, less its last word. */
  private becomeDomains(table: string, columns: Record<string, { type: string; check: string }>): void {
    const changes = Object.keys(columns).flatMap((column) => [
      `drop constraint ${table}_${column}_check`,
      `alter column ${column} type ${table}_${column}`,
    ]);
    for (const [column, { type, check }] of Object.entries(columns)) {
      this.addSql(
        `create domain ${table}_${column} as ${type} constraint ${table}_${column}_check check (${check});`,
      );
    }
    this.addSql(`alter table ${table} ${changes.join(', ')};`);
    this.addSql(`analyze ${table} (${Object.keys(columns).join(', ')});`);
  }
}
