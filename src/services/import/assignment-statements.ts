import { changedFields, filledFields } from '../assignments/assignment-changes.js';
import { eachField, fieldColumns, fieldsOf, setFields } from '../assignments/assignment-fields.js';

/**
 * The statements that store assignments and their history; `$1` is the organization. Each finds product
 * and claim itself, so that what is written was true of both in its own snapshot, and locks in the order
 * of the key, so that two imports never wait for each other; events come in that order, too, which their indexes store faster.
 */

/** Rows with their claims, where the organization owns the product. */
const owned = `
  import_row r
  join product p on p.gtin = r.gtin and p.organization_id = $1::uuid
  join claim c on c.code = r.claim_code`;

const stored = fieldsOf('a');
const wanted = fieldsOf('r');

/** The wanted fields under names that do not clash with the stored ones. */
const renamed = eachField(({ column }) => `r.${column} as new_${column}`);

/** No look-up of the pairs comes first: `on conflict` also sees those that appear meanwhile. */
export const createAssignments = `
with created as (
  insert into claim_assignment (gtin, claim_id, ${fieldColumns})
  select r.gtin, c.id, ${eachField(({ column }) => `r.${column}`)}
  from ${owned}
  order by r.gtin, c.id
  on conflict (gtin, claim_id) do nothing
  returning gtin, claim_id),
done as (
  delete from import_row r using created a, claim c
  where r.gtin = a.gtin and c.id = a.claim_id and r.claim_code = c.code
  returning a.claim_id, r.*),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select r.gtin, r.claim_id, 'ASSIGNED', $1::uuid, 'import', ${filledFields}
  from (select * from done order by gtin, claim_id) r)
select count(*)::int as count from created`;

export const skipAssignments = `
with found as (
  select r.line from ${owned}
  join claim_assignment a on a.gtin = r.gtin and a.claim_id = c.id
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
  join claim_assignment a on a.gtin = r.gtin and a.claim_id = c.id
  where ${stored} is distinct from ${wanted}
  ${lock}),
updated as (
  update claim_assignment a set ${setFields('l')}, updated_at = l.new_updated_at
  from locked l where a.gtin = l.gtin and a.claim_id = l.claim_id${lock === '' ? ' and a.updated_at = l.updated_at' : ''}
  returning l.*),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select u.gtin, u.claim_id, 'UPDATED', $1::uuid, 'import', ${changedFields} from updated u),
done as (delete from import_row r using updated u where r.line = u.line)
select count(*)::int as count from updated`;

export const updateAssignments = update('order by a.gtin, a.claim_id for no key update of a');

/** The same on distributed tables. */
export const updateAssignmentsOnCluster = update('');
