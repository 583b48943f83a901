import { writeOfRows } from '../../idempotency/write-statement.js';
import {
  BATCH_PARAMETERS,
  type BatchStatement,
  CHANGED_MEANWHILE,
  createdColumns,
  createdRows,
  inBothForms,
  OUTCOMES,
  refusedRows,
  storedRows,
  wantedRows,
} from './batch-sql.js';
import type { BatchTable } from './batch-table.js';

/** The row of a statement that stores a batch. */
export interface BatchAnswer {
  /** An outcome for each row, in the order of the parameters: letters of `OUTCOMES`. */
  readonly outcomes: string;
  /** When the new assignments were created. */
  readonly assignedAt: string;
}

const { alreadyAssigned, created, storable } = OUTCOMES;

/** The statement that creates the assignments that do not exist. Its values are those of `createdValues`. */
export function assignStatement(name: string, table: BatchTable): BatchStatement<BatchAnswer> {
  const columns = createdColumns(table);
  const { key } = table;
  return inBothForms((isDistributed) =>
    writeOfRows<BatchAnswer>({
      name,
      parameters: BATCH_PARAMETERS + columns.length,
      queries: (gate) => `${wantedRows(columns, gate, isDistributed)},
${createdRows(table)},
${storedRows(table, isDistributed).query}settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes
  from (
    ${refusedRows(table)}
    union all select w.place, case when a.gtin is not null then '${created}'
      when $3::boolean and not exists (
        select from ${storedRows(table, isDistributed).stored} e where e.gtin = w.gtin and e.${key} = w.${key}) then '${storable}'
      else '${alreadyAssigned}' end
    from wanted w left join assigned a on a.gtin = w.gtin and a.${key} = w.${key}
    where w.is_own and w.${key} is not null) o)`,
      select: `select outcomes, now() as "assignedAt"
from settled
where case when $4::boolean and outcomes !~ '^${created}*$' then end_batch('${CHANGED_MEANWHILE}') else true end`,
      isKept: `r.outcomes ~ '${created}'`,
    }),
  );
}
