import { writeOfRows } from '../../idempotency/write-statement.js';
import {
  BATCH_PARAMETERS,
  CHANGED_MEANWHILE,
  createdColumns,
  createdRows,
  OUTCOMES,
  refusedRows,
  wantedRows,
} from './batch-sql.js';

/** The row of a statement that stores a batch. */
export interface BatchAnswer {
  /** An outcome for each row, in the order of the parameters: letters of `OUTCOMES`. */
  readonly outcomes: string;
  /** When the new assignments were created. */
  readonly assignedAt: string;
}

const { alreadyAssigned, created, storable } = OUTCOMES;

/** Creates the assignments that do not exist. */
export const assignNew = writeOfRows<BatchAnswer>({
  name: 'assign_claims',
  parameters: BATCH_PARAMETERS + createdColumns.length,
  queries: (gate) => `${wantedRows(createdColumns, gate)},
${createdRows},
settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes
  from (
    ${refusedRows}
    union all select w.place, case when a.gtin is not null then '${created}'
      when $3::boolean and not exists (
        select from claim_assignment e where e.gtin = w.gtin and e.claim_id = w.claim_id) then '${storable}'
      else '${alreadyAssigned}' end
    from wanted w left join assigned a on a.gtin = w.gtin and a.claim_id = w.claim_id
    where w.is_own and w.claim_id is not null) o)`,
  select: `select outcomes, now() as "assignedAt"
from settled
where case when $4::boolean and outcomes !~ '^${created}*$' then end_batch('${CHANGED_MEANWHILE}') else true end`,
  isKept: `r.outcomes ~ '${created}'`,
});
