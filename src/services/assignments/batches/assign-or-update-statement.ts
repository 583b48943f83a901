import { writeOfRows } from '../../idempotency/write-statement.js';
import { changesOf } from '../assignment-changes.js';
import type { AssignmentField } from '../assignment-field.js';
import { columnsOf } from '../field-columns.js';
import type { BatchAnswer } from './assign-statement.js';
import {
  BATCH_PARAMETERS,
  type BatchStatement,
  CHANGED_MEANWHILE,
  createdColumns,
  createdRows,
  inBothForms,
  LIMIT_EXCEEDED,
  OUTCOMES,
  ofRows,
  type RowColumn,
  refusedRows,
  storedRows,
  typed,
  wantedRows,
} from './batch-sql.js';
import type { BatchTable } from './batch-table.js';

/** An assignment that existed before the batch, as it stands afterwards. Optional fields that were not asked for are null. */
export type UpdatedAssignment<Stored> = Stored & {
  /** Place in the parameters, from 1 on. */
  readonly place: number;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** The row of the statement. */
export interface UpsertAnswer<Stored> extends BatchAnswer {
  readonly updated: readonly UpdatedAssignment<Stored>[] | null;
}

/** Bits of `sent`: one for each field, in their order; one more for metadata that is cleared first. */
export function clearsMetadata(fields: readonly AssignmentField[]): number {
  return 1 << fields.length;
}

/** What a row changes, beside what it would create: which fields it sends, and the keys of metadata that it deletes. */
const changeColumns: readonly RowColumn[] = [
  ['sent', 'int'],
  ['deleted_keys', 'text'],
];

const { created, storable, tooManyKeys, updated, wrongDates, wrongDatesAndTooManyKeys } = OUTCOMES;

/** What a field of the locked row `l` becomes: the sent value, or what is stored; metadata is merged. */
function changedField(field: AssignmentField, index: number, { fields }: BatchTable): string {
  const { column, type } = field;
  const sent = typed(`l.sent_${column}`, field);
  const value =
    type === 'jsonb'
      ? `(case when l.sent & ${clearsMetadata(fields)} > 0 then '{}' else l.${column} end || ${sent})
        - array(select jsonb_array_elements_text(l.deleted_keys::jsonb))`
      : sent;
  return `case when l.sent & ${1 << index} > 0 then ${value} else l.${column} end as new_${column}`;
}

/** The bytes of the counted fields of `u`; those of optional ones if they are read. */
function storedBytes({ fields, countedFields, optionalFields }: BatchTable, areRead: string): string {
  const counted = fields.filter(({ name }) => countedFields.includes(name));
  const lengths = (isOptional: boolean) =>
    counted
      .filter(({ name }) => optionalFields.includes(name) === isOptional)
      .map(({ column, type }) => `octet_length(u.new_${column}${type === 'text' ? '' : '::text'})`)
      .join(' + ');
  return `${lengths(false)}
      + case when ${areRead} then ${lengths(true)} else 0 end`;
}

/**
 * The statement that creates the assignments that do not exist, and changes the others. On a cluster, each part sees what
 * those before it have written: there, created rows are no existing ones. On one server, rows are created before others are
 * locked, both in the order of the key, as imports do: two writers never wait for each other. Its values are those of
 * `upsertValues`, whether optional fields are read, and how many bytes the existing rows may hold.
 */
export function assignOrUpdateStatement<Stored>(
  name: string,
  table: BatchTable,
): BatchStatement<UpsertAnswer<Stored>> {
  const { name: assignments, events, key, fields, optionalFields } = table;
  const { eachField, fieldColumns, fieldsOf, setFields } = columnsOf(fields);
  const columns = [...createdColumns(table), ...changeColumns];
  const areRead = `$${BATCH_PARAMETERS + columns.length + 1}::boolean`;
  const maxBytes = `$${BATCH_PARAMETERS + columns.length + 2}::int`;
  const shown = eachField(
    ({ name: field, column }) =>
      `'${field}', ${optionalFields.includes(field) ? `case when ${areRead} then e.${column} end` : `e.${column}`}`,
  );
  return inBothForms((isDistributed) =>
    writeOfRows<UpsertAnswer<Stored>>({
      name,
      parameters: BATCH_PARAMETERS + columns.length + 2,
      queries: (gate) => `${wantedRows(columns, gate, isDistributed)},
${createdRows(table)},
locked as materialized (
  select w.place, w.sent, w.deleted_keys, ${eachField(({ column }) => `w.${column} as sent_${column}`)}, a.*
  from wanted w join ${assignments} a on a.gtin = w.gtin and a.${key} = w.${key}
  where w.is_own ${
    isDistributed
      ? `${ofRows.trim()} and not exists (
    select from assigned n where n.gtin = w.gtin and n.${key} = w.${key})`
      : `and (select count(*) from assigned) >= 0
  order by w.place for no key update of a`
  }),
computed as (
  select l.*,
    ${fields.map((field, index) => changedField(field, index, table)).join(',\n    ')}
  from locked l),
checked as (
  select u.*,
    coalesce(u.new_expiration_date >= u.new_valid_from, true) as dates_fit,
    (select count(*) <= 50 from jsonb_object_keys(u.new_metadata)) as metadata_fits,
    ${fieldsOf('u')}
      is distinct from ${fieldsOf('u', 'new_')} as differs,
    clock_timestamp() as new_updated_at
  from computed u),
changed as (
  update ${assignments} a set ${setFields('u')}, updated_at = u.new_updated_at
  from checked u
  where a.gtin = u.gtin and a.${key} = u.${key} and u.differs and u.dates_fit and u.metadata_fits
    and not $3::boolean${isDistributed ? ' and a.updated_at = u.updated_at' : ''}
  returning u.place, ${eachField(({ column }) => `a.${column}`)}, a.created_at, a.updated_at),
recorded_changes as (
  insert into ${events} (gtin, ${key}, action, organization_id, actor, changes)
  select u.gtin, u.${key}, 'UPDATED', $1::uuid, $2, ${changesOf(fields).changedFields}
  from checked u where u.differs and u.dates_fit and u.metadata_fits and not $3::boolean),
${storedRows(table, isDistributed).query}settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes, count(*) as rows
  from (
    ${refusedRows(table)}
    union all select w.place, '${created}'
    from assigned a join wanted w on w.gtin = a.gtin and w.${key} = a.${key}
    union all select w.place, '${storable}' from wanted w
    where $3::boolean and w.is_own and w.${key} is not null and not exists (
      select from ${storedRows(table, isDistributed).stored} e where e.gtin = w.gtin and e.${key} = w.${key})
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
  select sum(${storedBytes(table, areRead)}) as bytes from checked u where u.dates_fit and u.metadata_fits)`,
      select: `select outcomes, now() as "assignedAt", (
    select json_agg(json_build_object('place', e.place, ${shown}, 'createdAt', e.created_at::text,
      'updatedAt', e.updated_at::text))
    from existing e where not $3::boolean) as updated
from settled, held
where case when bytes > ${maxBytes} then end_batch('${LIMIT_EXCEEDED}')
  when rows < (select count(*) from wanted)${
    isDistributed
      ? `
    or not $3::boolean and (select count(*) from changed) < (
      select count(*) from checked u where u.differs and u.dates_fit and u.metadata_fits)`
      : ''
  } or ($4::boolean and outcomes !~ '^[${created}${updated}]*$')
    then end_batch('${CHANGED_MEANWHILE}')
  else true end`,
      isKept: `r.outcomes ~ '[${created}${updated}]'`,
    }),
  );
}
