import type { DatabaseAccess } from '../database-access.js';
import { queryAlone } from '../query-alone.js';
import { unprepared } from '../statement.js';

/**
 * Citus gives each table that it distributes a trigger of its own. Partitions by hash need the same statements. A
 * database that is not migrated yet has neither.
 */
export const selectDistribution = `select exists (select from pg_class c where c.oid = to_regclass('product') and (c.relkind = 'p' or exists (
  select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
  where t.tgrelid = c.oid and p.proname = 'citus_truncate_trigger'))) as found`;

/** Whether the tables are distributed over a cluster. Throws the errors of the driver. */
export async function findDistribution(access: DatabaseAccess): Promise<boolean> {
  const [row] = await queryAlone(access, unprepared<{ found: boolean }>(selectDistribution), []);
  return row?.found === true;
}
