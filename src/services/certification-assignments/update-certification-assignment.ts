import type { Database } from '../../database/database.js';
import { validationProblem } from '../../errors/problem.js';
import { foreignProduct, productNotFound } from '../assignments/assignment-problems.js';
import { brokenRules, type PatchedRow, patched, patchValues } from '../assignments/patch-sql.js';
import { certificationJson } from '../certifications/certification-columns.js';
import { isVisibleTo } from '../certifications/visibility.js';
import { productJson } from '../columns.js';
import { announceEvents } from '../feed/event-topic.js';
import { behind } from '../idempotency/gate.js';
import type { RepeatableWrite } from '../idempotency/repeatable-request.js';
import { runKeyedWrite } from '../idempotency/run-keyed-write.js';
import { writeOfRow } from '../idempotency/write-statement.js';
import { type Principal, requireWriter } from '../principal.js';
import type { CertificationAssignmentRecord, CertificationRecord, ProductRecord } from '../records.js';
import {
  certificationAssignmentColumns,
  toCertificationAssignment,
} from './certification-assignment-columns.js';
import { changedFields, eachField, fieldsOf, setFields } from './certification-assignment-fields.js';
import { findCertificationId, LOCK_KEY_LENGTH } from './certification-assignment-key.js';
import { certificationNotFound, notCertified } from './certification-assignment-problems.js';
import {
  readUpdateCertificationAssignmentInput,
  type UncheckedCertificationUpdate,
} from './update-certification-assignment-input.js';

/** The row of the statement: what exists, and whether the changed row would be valid. */
type Answer = PatchedRow & {
  readonly product: ProductRecord | null;
  readonly certification: CertificationRecord | null;
} & (Omit<CertificationAssignmentRecord, 'product' | 'certification'> | { readonly gtin: null });

/**
 * Locks the row, computes its new state, and updates and records it unless it stays the same or would be invalid, as
 * `update_claim_assignment` does.
 */
const update = writeOfRow<Answer>(
  {
    name: 'update_certification_assignment',
    parameters: 8,
    queries: (gate) => `found_product as (select * from product where gtin = $1),
found_certification as (select c.* from certification c where c.id = $2::uuid and ${isVisibleTo('$3')}),
locked as materialized (
  select a.* from certification_assignment a
  where a.gtin = $1 and a.certification_id = (select id from found_certification)
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
  update certification_assignment a set ${setFields('u')}, updated_at = u.new_updated_at
  from checked u
  where a.gtin = $1 and a.certification_id = u.certification_id
    and u.differs and u.dates_fit and u.metadata_fits
  returning a.*),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select u.gtin, u.certification_id, 'UPDATED', $3::uuid, $8, ${changedFields}
  from checked u where exists (select from changed)),
current as (select * from changed union all select * from locked where not exists (select from changed))`,
    select: `select ${productJson} as product, ${certificationJson} as certification,
  u.dates_fit as "datesFit", u.metadata_fits as "metadataFits", ${certificationAssignmentColumns()}
from (select) as always
left join found_product p on true
left join found_certification c on true
left join current a on true
left join checked u on true`,
    isKept: 'r.gtin is not null and r."datesFit" and r."metadataFits"',
  },
  LOCK_KEY_LENGTH,
);

/**
 * Changes the sent fields of an assignment. Throws problems in this order: 403 for a credential that cannot write,
 * 422, 404 for the product, 403 when another organization owns it, 404 for the certification and for one that the
 * product does not hold, 422 for a row that would break a rule.
 * @param write present: a repetition returns the outcome that was kept.
 */
export async function updateCertificationAssignment(
  database: Database,
  principal: Principal,
  unchecked: UncheckedCertificationUpdate,
  write?: RepeatableWrite,
): Promise<CertificationAssignmentRecord> {
  requireWriter(principal);
  const { key, changes } = readUpdateCertificationAssignmentInput(unchecked);
  const certificationId = await findCertificationId(database, principal, key);
  const { organizationId, actor } = principal;
  const parameters = [key.gtin, certificationId, organizationId, ...patchValues(changes), actor];
  const [answer] = write
    ? [(await runKeyedWrite(database, update, parameters, write)).answer]
    : await database.query(update.plain, parameters);
  if (!answer?.product) throw productNotFound(key.places);
  if (answer.product.organizationId !== organizationId) throw foreignProduct();
  if (answer.certification === null) throw certificationNotFound(key.places);
  if (answer.gtin === null) throw notCertified(key.places);
  const issues = brokenRules(answer, changes);
  if (issues.length > 0) throw validationProblem(issues);
  announceEvents(database, 'certification_assignment_event', organizationId);
  return toCertificationAssignment(answer, answer.certification, answer.product);
}
