import { writeOfRows } from '../../idempotency/write-statement.js';
import { changesOf } from '../assignment-changes.js';
import type { BatchAnswer } from './assign-statement.js';
import {
  BATCH_PARAMETERS,
  type BatchStatement,
  CHANGED_MEANWHILE,
  inBothForms,
  OUTCOMES,
  ofRows,
  pairColumns,
  refusedRows,
  wantedRows,
} from './batch-sql.js';
import type { BatchTable } from './batch-table.js';

const { notAssigned, removed, storable } = OUTCOMES;

/**
 * The statement that locks the assignments in the order of the key, deletes them and records their end. Its values are
 * those of `pairValues`.
 */
export function removeStatement(
  name: string,
  table: BatchTable,
): BatchStatement<Pick<BatchAnswer, 'outcomes'>> {
  const columns = pairColumns(table);
  const { name: assignments, events, key, fields } = table;
  return inBothForms((isDistributed) =>
    writeOfRows<Pick<BatchAnswer, 'outcomes'>>({
      name,
      parameters: BATCH_PARAMETERS + columns.length,
      queries: (gate) => `${wantedRows(columns, gate, isDistributed)},
locked as materialized (
  select w.place, a.*
  from wanted w join ${assignments} a on a.gtin = w.gtin and a.${key} = w.${key}
  where w.is_own${
    isDistributed
      ? `${ofRows}),`
      : `
  order by w.place for update of a),`
  }
removed as (
  delete from ${assignments} a using locked l
  where a.gtin = l.gtin and a.${key} = l.${key} and not $3::boolean${
    isDistributed
      ? `
    and a.updated_at = l.updated_at
  returning a.gtin`
      : ''
  }),
recorded as (
  insert into ${events} (gtin, ${key}, action, organization_id, actor, changes)
  select d.gtin, d.${key}, 'REMOVED', $1::uuid, $2, ${changesOf(fields).clearedFields}
  from locked d where not $3::boolean),
settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes
  from (
    ${refusedRows(table)}
    union all select w.place, '${notAssigned}' from wanted w
    where w.is_own and w.${key} is not null and not w.place = any(array(select l.place from locked l))
    union all select l.place, case when $3::boolean then '${storable}' else '${removed}' end
    from locked l) o)`,
      select: `select outcomes
from settled
where case when ${
        isDistributed
          ? `not $3::boolean and (select count(*) from removed) < (select count(*) from locked)
  or `
          : ''
      }$4::boolean and outcomes !~ '^${removed}*$' then end_batch('${CHANGED_MEANWHILE}') else true end`,
      isKept: `r.outcomes ~ '${removed}'`,
    }),
  );
}
