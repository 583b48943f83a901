import {
  changedFields,
  eachField,
  fieldColumns,
  fieldsOf,
  filledFields,
  setFields,
} from '../certification-assignments/certification-assignment-fields.js';
import { isNamedByCodeFor } from '../certifications/visibility.js';

/** SQL condition: whether the certification `c` is named by its label: one without a code, or a single one of all. */
const isNamedByLabel = `(c.organization_id = $1::uuid and c.code = ''
    or c.organization_id is null
      and not exists (select from certification o
        where o.label = c.label and o.id <> c.id
          and (o.organization_id is null or o.organization_id = $1::uuid and o.code = '')))`;

/** SQL condition: whether the certification `c` is named by its code and label: the organization's own before one that all share. */
const isNamedByBoth = `(c.organization_id = $1::uuid or c.organization_id is null
      and not exists (select from certification o
        where o.organization_id = $1::uuid and o.code = c.code and o.label = c.label))`;

/**
 * SQL condition: whether the row `r` names the certification `c`; `$1` is the organization. A code names the
 * organization's own before one that all share. A label names one of the organization without a code, or else the only one
 * that all share. Both name one that has both, by which a file names one whose code names another one for the organization.
 */
export const namedCertification = `case when r.certification_label = ''
  then c.code = r.certification_code and ${isNamedByCodeFor('$1')}
  when r.certification_code = '' then c.label = r.certification_label and ${isNamedByLabel}
  else c.code = r.certification_code and c.label = r.certification_label and ${isNamedByBoth} end`;

/**
 * The statements that store assignments of certifications and their history, as those of claims
 * (`assignment-statements.ts`); `$1` is the organization.
 */

/** Rows with their certifications, where the organization owns the product. */
const owned = `
  import_row r
  join product p on p.gtin = r.gtin and p.organization_id = $1::uuid
  join certification c on ${namedCertification}`;

const stored = fieldsOf('a');
const wanted = fieldsOf('r');

/** The wanted fields under names that do not clash with the stored ones. */
const renamed = eachField(({ column }) => `r.${column} as new_${column}`);

/** No look-up of the pairs comes first: `on conflict` also sees those that appear meanwhile. */
export const createCertificationAssignments = `
with named as materialized (select c.id as certification_id, r.* from ${owned}),
created as (
  insert into certification_assignment (gtin, certification_id, ${fieldColumns})
  select r.gtin, r.certification_id, ${eachField(({ column }) => `r.${column}`)}
  from named r
  order by r.gtin, r.certification_id
  on conflict (gtin, certification_id) do nothing
  returning gtin, certification_id),
stored as (
  select r.* from named r join created a on a.gtin = r.gtin and a.certification_id = r.certification_id),
done as (delete from import_row r using stored s where r.line = s.line),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select r.gtin, r.certification_id, 'ASSIGNED', $1::uuid, 'import', ${filledFields} from stored r)
select count(*)::int as count from created`;

export const skipCertificationAssignments = `
with found as (
  select r.line from ${owned}
  join certification_assignment a on a.gtin = r.gtin and a.certification_id = c.id
  where ${stored} is not distinct from ${wanted}),
done as (delete from import_row r using found f where r.line = f.line)
select count(*)::int as count from found`;

/**
 * The before image is the row as it was locked. Times are the clock's: the row may be younger than the transaction.
 * @param lock empty: the rows are not locked before, and those that change meanwhile stay.
 */
const update = (lock: string) => `
with locked as (
  select r.line, clock_timestamp() as new_updated_at, a.*, ${renamed}
  from ${owned}
  join certification_assignment a on a.gtin = r.gtin and a.certification_id = c.id
  where ${stored} is distinct from ${wanted}
  ${lock}),
updated as (
  update certification_assignment a set ${setFields('l')}, updated_at = l.new_updated_at
  from locked l where a.gtin = l.gtin and a.certification_id = l.certification_id${lock === '' ? ' and a.updated_at = l.updated_at' : ''}
  returning l.*),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select u.gtin, u.certification_id, 'UPDATED', $1::uuid, 'import', ${changedFields} from updated u),
done as (delete from import_row r using updated u where r.line = u.line)
select count(*)::int as count from updated`;

export const updateCertificationAssignments = update(
  'order by a.gtin, a.certification_id for no key update of a',
);

/** The same on distributed tables. */
export const updateCertificationAssignmentsOnCluster = update('');
