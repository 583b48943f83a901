import { writeOfRows } from '../../idempotency/write-statement.js';
import { clearedFields } from '../assignment-changes.js';
import type { BatchAnswer } from './assign-claims-statement.js';
import {
  BATCH_PARAMETERS,
  CHANGED_MEANWHILE,
  OUTCOMES,
  pairColumns,
  refusedRows,
  wantedRows,
} from './batch-sql.js';

const { notAssigned, removed, storable } = OUTCOMES;

/** Locks the assignments in the order of the key, deletes them and records their end. */
export const removeMany = writeOfRows<Pick<BatchAnswer, 'outcomes'>>({
  name: 'remove_claim_assignments',
  parameters: BATCH_PARAMETERS + pairColumns.length,
  queries: (gate) => `${wantedRows(pairColumns, gate)},
locked as materialized (
  select w.place, a.*
  from wanted w join claim_assignment a on a.gtin = w.gtin and a.claim_id = w.claim_id
  where w.is_own
  order by w.place for update of a),
removed as (
  delete from claim_assignment a using locked l
  where a.gtin = l.gtin and a.claim_id = l.claim_id and not $3::boolean),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select d.gtin, d.claim_id, 'REMOVED', $1::uuid, $2, ${clearedFields}
  from locked d where not $3::boolean),
settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes
  from (
    ${refusedRows}
    union all select w.place, '${notAssigned}' from wanted w
    where w.is_own and w.claim_id is not null and not w.place = any(array(select l.place from locked l))
    union all select l.place, case when $3::boolean then '${storable}' else '${removed}' end
    from locked l) o)`,
  select: `select outcomes
from settled
where case when $4::boolean and outcomes !~ '^${removed}*$' then end_batch('${CHANGED_MEANWHILE}') else true end`,
  isKept: `r.outcomes ~ '${removed}'`,
});
