import type { AssignmentRow } from '../../columns.js';
import { writeOfRows } from '../../idempotency/write-statement.js';
import { changedFields } from '../assignment-changes.js';
import type { AssignmentField } from '../assignment-field.js';
import { assignmentFields, eachField, fieldColumns, fieldsOf, setFields } from '../assignment-fields.js';
import type { BatchAnswer } from './assign-claims-statement.js';
import {
  BATCH_PARAMETERS,
  CHANGED_MEANWHILE,
  createdColumns,
  createdRows,
  LIMIT_EXCEEDED,
  OUTCOMES,
  type RowColumn,
  refusedRows,
  wantedRows,
} from './batch-sql.js';

/** An assignment that existed before the batch, as it stands afterwards. Evidence is null where it was not asked for. */
export type UpdatedAssignment = Pick<
  AssignmentRow,
  | 'source'
  | 'validFrom'
  | 'expirationDate'
  | 'evidenceUrl'
  | 'evidenceNote'
  | 'metadata'
  | 'createdAt'
  | 'updatedAt'
> & {
  /** Place in the parameters, from 1 on. */
  readonly place: number;
};

/** The row of the statement. */
export interface UpsertAnswer extends BatchAnswer {
  readonly updated: readonly UpdatedAssignment[] | null;
}

/** Bits of `sent`: one for each field, in their order; one more for metadata that is cleared first. */
export const CLEARS_METADATA = 1 << assignmentFields.length;

/** What a row changes, beside what it would create: which fields it sends, and the keys of metadata that it deletes. */
const changeColumns: readonly RowColumn[] = [
  ['sent', 'int'],
  ['deleted_keys', 'text'],
];

const columns = [...createdColumns, ...changeColumns];
const EVIDENCE_IS_READ = `$${BATCH_PARAMETERS + columns.length + 1}::boolean`;
const MAX_BYTES = `$${BATCH_PARAMETERS + columns.length + 2}::int`;

const { created, storable, tooManyKeys, updated, wrongDates, wrongDatesAndTooManyKeys } = OUTCOMES;

/** What a field of the locked row `l` becomes: the sent value, or what is stored; metadata is merged. */
function changed(field: AssignmentField, index: number): string {
  const { column, type } = field;
  const value =
    type === 'jsonb'
      ? `(case when l.sent & ${CLEARS_METADATA} > 0 then '{}' else l.${column} end || l.sent_${column}::jsonb)
        - array(select jsonb_array_elements_text(l.deleted_keys::jsonb))`
      : `l.sent_${column}`;
  return `case when l.sent & ${1 << index} > 0 then ${value} else l.${column} end as new_${column}`;
}

const storedBytes = `octet_length(u.new_metadata::text)
      + case when ${EVIDENCE_IS_READ} then octet_length(u.new_evidence_url) + octet_length(u.new_evidence_note) else 0 end`;

const shown = eachField(
  ({ name, column }) =>
    `'${name}', ${name.startsWith('evidence') ? `case when ${EVIDENCE_IS_READ} then e.${column} end` : `e.${column}`}`,
);

/**
 * Creates the assignments that do not exist, and changes the others. Rows are created before others are locked, both in the
 * order of the key, as imports do: two writers never wait for each other.
 */
export const assignOrUpdate = writeOfRows<UpsertAnswer>({
  name: 'assign_or_update_claims',
  parameters: BATCH_PARAMETERS + columns.length + 2,
  queries: (gate) => `${wantedRows(columns, gate)},
${createdRows},
locked as materialized (
  select w.place, w.sent, w.deleted_keys, ${eachField(({ column }) => `w.${column} as sent_${column}`)}, a.*
  from wanted w join claim_assignment a on a.gtin = w.gtin and a.claim_id = w.claim_id
  where w.is_own and (select count(*) from assigned) >= 0
  order by w.place for no key update of a),
computed as (
  select l.*,
    ${assignmentFields.map(changed).join(',\n    ')}
  from locked l),
checked as (
  select u.*,
    coalesce(u.new_expiration_date >= u.new_valid_from, true) as dates_fit,
    (select count(*) <= 50 from jsonb_object_keys(u.new_metadata)) as metadata_fits,
    ${fieldsOf('u')}
      is distinct from ${fieldsOf('u', 'new_')} as differs
  from computed u),
changed as (
  update claim_assignment a set ${setFields('u')}, updated_at = clock_timestamp()
  from checked u
  where a.gtin = u.gtin and a.claim_id = u.claim_id and u.differs and u.dates_fit and u.metadata_fits
    and not $3::boolean
  returning u.place, ${eachField(({ column }) => `a.${column}`)}, a.created_at, a.updated_at),
recorded_changes as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select u.gtin, u.claim_id, 'UPDATED', $1::uuid, $2, ${changedFields}
  from checked u where u.differs and u.dates_fit and u.metadata_fits and not $3::boolean),
settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes, count(*) as rows
  from (
    ${refusedRows}
    union all select w.place, '${created}'
    from assigned a join wanted w on w.gtin = a.gtin and w.claim_id = a.claim_id
    union all select w.place, '${storable}' from wanted w
    where $3::boolean and w.is_own and w.claim_id is not null and not exists (
      select from claim_assignment e where e.gtin = w.gtin and e.claim_id = w.claim_id)
    union all select u.place, case
      when not u.dates_fit and not u.metadata_fits then '${wrongDatesAndTooManyKeys}'
      when not u.dates_fit then '${wrongDates}'
      when not u.metadata_fits then '${tooManyKeys}'
      when $3::boolean then '${storable}'
      else '${updated}' end
    from checked u) o),
existing as (
  select place, ${fieldColumns}, created_at, updated_at from changed
  union all select u.place, ${eachField(({ column }) => `u.${column}`)}, u.created_at, u.updated_at
  from checked u where not u.differs),
held as (
  select sum(${storedBytes}) as bytes from checked u where u.dates_fit and u.metadata_fits)`,
  select: `select outcomes, now() as "assignedAt", (
    select json_agg(json_build_object('place', e.place, ${shown}, 'createdAt', e.created_at::text,
      'updatedAt', e.updated_at::text))
    from existing e where not $3::boolean) as updated
from settled, held
where case when bytes > ${MAX_BYTES} then end_batch('${LIMIT_EXCEEDED}')
  when rows < (select count(*) from wanted) or ($4::boolean and outcomes !~ '^[${created}${updated}]*$')
    then end_batch('${CHANGED_MEANWHILE}')
  else true end`,
  isKept: `r.outcomes ~ '[${created}${updated}]'`,
});
