import type { Database } from '../../database/database.js';
import { validationProblem } from '../../errors/problem.js';
import { type AssignmentRow, assignmentColumns, productJson, toAssignment } from '../columns.js';
import { announceEvents } from '../feed/event-topic.js';
import { behind } from '../idempotency/gate.js';
import type { RepeatableWrite } from '../idempotency/repeatable-request.js';
import { runKeyedWrite } from '../idempotency/run-keyed-write.js';
import { writeOfRow } from '../idempotency/write-statement.js';
import { type Principal, requireWriter } from '../principal.js';
import type { ClaimAssignmentRecord, ProductRecord } from '../records.js';
import { changedFields } from './assignment-changes.js';
import { eachField, fieldsOf, setFields } from './assignment-fields.js';
import { findClaimId, LOCK_KEY_LENGTH } from './assignment-key.js';
import { claimNotFound, foreignProduct, notAssigned, productNotFound } from './assignment-problems.js';
import { brokenRules, type PatchedRow, patched, patchValues } from './patch-sql.js';
import {
  readUpdateClaimAssignmentInput,
  type UncheckedUpdateInput,
} from './update-claim-assignment-input.js';

/** The row of the statement: what exists, and whether the changed row would be valid. */
type Answer = Omit<AssignmentRow, 'id' | 'gtin'> &
  PatchedRow & {
    readonly product: ProductRecord | null;
    /** Null when there is no such claim. */
    readonly id: string | null;
    /** Null when the product does not carry the claim. */
    readonly gtin: string | null;
  };

/**
 * Locks the row, computes its new state, and updates and records it unless it stays the same or would be
 * invalid. `$4` contains the sent members; of metadata `$5` is merged in, the keys `$6` are removed, and
 * `$7` clears it first.
 */
const update = writeOfRow<Answer>(
  {
    name: 'update_claim_assignment',
    parameters: 8,
    queries: (gate) => `found_product as (select * from product where gtin = $1),
found_claim as (select * from claim where id = $2::uuid),
locked as materialized (
  select a.* from claim_assignment a
  where a.gtin = $1 and a.claim_id = $2::uuid
    and exists (select from found_product p where p.organization_id = $3::uuid)${behind(gate)}
  for no key update),
wanted as (
  select l.*,
    ${eachField((field) => `${patched(field)} as new_${field.column}`)}
  from locked l),
checked as (
  select u.*,
    coalesce(u.new_expiration_date >= u.new_valid_from, true) as dates_fit,
    (select count(*) <= 50 from jsonb_object_keys(u.new_metadata)) as metadata_fits,
    ${fieldsOf('u')}
      is distinct from ${fieldsOf('u', 'new_')} as differs,
    clock_timestamp() as new_updated_at
  from wanted u),
changed as (
  update claim_assignment a set ${setFields('u')}, updated_at = u.new_updated_at
  from checked u
  where a.gtin = $1 and a.claim_id = u.claim_id and u.differs and u.dates_fit and u.metadata_fits
  returning a.*),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select u.gtin, u.claim_id, 'UPDATED', $3::uuid, $8, ${changedFields}
  from checked u where exists (select from changed)),
current as (select * from changed union all select * from locked where not exists (select from changed))`,
    select: `select ${productJson} as product, u.dates_fit as "datesFit", u.metadata_fits as "metadataFits",
  ${assignmentColumns('true')}
from (select) as always
left join found_product p on true
left join found_claim c on true
left join current a on true
left join checked u on true`,
    isKept: 'r.gtin is not null and r."datesFit" and r."metadataFits"',
  },
  LOCK_KEY_LENGTH,
);

/**
 * Changes the sent fields of an assignment. Throws problems in this order: 403 for a credential that cannot
 * write, 422, 404 for the product, 403 when another organization owns it, 404 for the claim and for a claim
 * that the product does not carry, 422 for a row that would break a rule.
 * @param write present: a repetition returns the outcome that was kept.
 */
export async function updateClaimAssignment(
  database: Database,
  principal: Principal,
  unchecked: UncheckedUpdateInput,
  write?: RepeatableWrite,
): Promise<ClaimAssignmentRecord> {
  requireWriter(principal);
  const { key, changes } = readUpdateClaimAssignmentInput(unchecked);
  const claimId = await findClaimId(database, key);
  const values = [key.gtin, claimId, principal.organizationId, ...patchValues(changes), principal.actor];
  const [answer] = write
    ? [(await runKeyedWrite(database, update, values, write)).answer]
    : await database.query(update.plain, values);
  if (!answer?.product) throw productNotFound(key.places);
  if (answer.product.organizationId !== principal.organizationId) throw foreignProduct();
  if (answer.id === null) throw claimNotFound(key.places);
  if (answer.gtin === null) throw notAssigned(key.places);
  const issues = brokenRules(answer, changes);
  if (issues.length > 0) throw validationProblem(issues);
  announceEvents(database, 'claim_assignment_event', principal.organizationId);
  return toAssignment(answer as AssignmentRow, answer.product);
}
