import type { Database } from '../../database/database.js';
import { foreignProduct, productNotFound } from '../assignments/assignment-problems.js';
import { certificationJson } from '../certifications/certification-columns.js';
import { isVisibleTo } from '../certifications/visibility.js';
import { productJson } from '../columns.js';
import { announceEvents } from '../feed/event-topic.js';
import { behind } from '../idempotency/gate.js';
import type { RepeatableWrite } from '../idempotency/repeatable-request.js';
import { runKeyedWrite } from '../idempotency/run-keyed-write.js';
import { writeOfRow } from '../idempotency/write-statement.js';
import { type Principal, requireWriter } from '../principal.js';
import type { CertificationRecord, ProductRecord } from '../records.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { clearedFields } from './certification-assignment-fields.js';
import {
  type CertificationAssignmentName,
  findCertificationId,
  LOCK_KEY_LENGTH,
  readCertificationAssignmentKey,
} from './certification-assignment-key.js';
import { certificationNotFound, notCertified } from './certification-assignment-problems.js';

/** The result of a removal. */
export interface RemovedCertificationAssignment {
  readonly product: ProductRecord;
  readonly certification: CertificationRecord;
}

interface Answer {
  readonly product: ProductRecord | null;
  readonly certification: CertificationRecord | null;
  readonly removed: boolean;
}

/** Deletes the row and records its end. Of two that remove one row, the second finds it gone. */
const remove = writeOfRow<Answer>(
  {
    name: 'remove_certification_assignment',
    parameters: 4,
    queries: (gate) => `found_product as (select * from product where gtin = $1),
found_certification as (select c.* from certification c where c.id = $2::uuid and ${isVisibleTo('$3')}),
removed as (
  delete from certification_assignment a
  using found_product p, found_certification c
  where a.gtin = $1 and a.certification_id = c.id and p.organization_id = $3::uuid${behind(gate)}
  returning a.*),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select d.gtin, d.certification_id, 'REMOVED', $3::uuid, $4, ${clearedFields} from removed d)`,
    select: `select ${productJson} as product, ${certificationJson} as certification,
  exists (select from removed) as removed
from (select) as always
left join found_product p on true
left join found_certification c on true`,
    isKept: 'r.removed',
  },
  LOCK_KEY_LENGTH,
);

/**
 * Takes a certification off a product. Throws problems in this order: 403 for a credential that cannot write, 422, 404
 * for the product, 403 when another organization owns it, 404 for the certification and for one that the product does
 * not hold.
 * @param write present: a repetition returns the outcome that was kept.
 */
export async function removeCertificationAssignment(
  database: Database,
  principal: Principal,
  unchecked: UncheckedInput<CertificationAssignmentName>,
  write?: RepeatableWrite,
): Promise<RemovedCertificationAssignment> {
  requireWriter(principal);
  const key = readCertificationAssignmentKey(unchecked);
  const certificationId = await findCertificationId(database, principal, key);
  const { organizationId, actor } = principal;
  const values = [key.gtin, certificationId, organizationId, actor];
  const [answer] = write
    ? [(await runKeyedWrite(database, remove, values, write)).answer]
    : await database.query(remove.plain, values);
  if (!answer?.product) throw productNotFound(key.places);
  if (answer.product.organizationId !== organizationId) throw foreignProduct();
  if (!answer.certification) throw certificationNotFound(key.places);
  if (!answer.removed) throw notCertified(key.places);
  announceEvents(database, 'certification_assignment_event', organizationId);
  return { product: answer.product, certification: answer.certification };
}
