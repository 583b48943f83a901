import type { Database } from '../../database/database.js';
import { constraintViolation } from '../../database/failure.js';
import { Problem } from '../../errors/problem.js';
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
import type { CertificationAssignmentRecord, CertificationRecord, ProductRecord } from '../records.js';
import {
  type CertificationAssignmentValues,
  readAssignCertificationInput,
  type UncheckedAssignCertificationInput,
} from './assign-certification-input.js';
import {
  certificationAssignmentColumns,
  toCertificationAssignment,
} from './certification-assignment-columns.js';
import {
  certificationAssignmentFields,
  fieldColumns,
  filledFields,
} from './certification-assignment-fields.js';
import {
  type CertificationKeyPlaces,
  findCertificationId,
  LOCK_KEY_LENGTH,
} from './certification-assignment-key.js';
import { alreadyCertified, certificationNotFound } from './certification-assignment-problems.js';

/** The row of the statement: which of product, certification and new assignment there is. */
type Answer = {
  readonly product: ProductRecord | null;
  readonly certification: CertificationRecord | null;
} & (Omit<CertificationAssignmentRecord, 'product' | 'certification'> | { readonly gtin: null });

const wanted = certificationAssignmentFields.map(({ type }, place) => `$${place + 5}::${type}`).join(', ');

/**
 * Finds product and certification, inserts the pair unless it exists, and records the insertion, as `assign_claim` does:
 * of any number of callers one inserts, and history says so exactly once.
 */
const assign = writeOfRow<Answer>(
  {
    name: 'assign_certification',
    parameters: 4 + certificationAssignmentFields.length,
    queries: (gate) => `found_product as (select * from product where gtin = $1),
found_certification as (select c.* from certification c where c.id = $2::uuid and ${isVisibleTo('$3')}),
assigned as (
  insert into certification_assignment (gtin, certification_id, ${fieldColumns})
  select p.gtin, c.id, ${wanted}
  from found_product p cross join found_certification c
  where p.organization_id = $3::uuid${behind(gate)}
  on conflict (gtin, certification_id) do nothing
  returning *),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select r.gtin, r.certification_id, 'ASSIGNED', $3::uuid, $4, ${filledFields} from assigned r)`,
    select: `select ${productJson} as product, ${certificationJson} as certification, ${certificationAssignmentColumns()}
from (select) as always
left join found_product p on true
left join found_certification c on true
left join assigned a on true`,
    isKept: 'r.gtin is not null',
  },
  LOCK_KEY_LENGTH,
);

/**
 * Says that a product holds a certification. Throws problems in this order: 403 for a credential that cannot write,
 * 422, 404 for the product, 403 when another organization owns it, 404 for the certification, 409 when the product
 * holds the certification already.
 * @param write present: a repetition returns the outcome that was kept.
 */
export async function assignCertification(
  database: Database,
  principal: Principal,
  unchecked: UncheckedAssignCertificationInput,
  write?: RepeatableWrite,
): Promise<CertificationAssignmentRecord> {
  requireWriter(principal);
  const { key, values } = readAssignCertificationInput(unchecked);
  const certificationId = await findCertificationId(database, principal, key);
  const { organizationId, actor } = principal;
  const parameters = [key.gtin, certificationId, organizationId, actor, ...stored(values)];
  const [answer] = await run(database, parameters, write).catch((error) => {
    throw constraintProblem(error, key.places);
  });
  if (!answer?.product) throw productNotFound(key.places);
  if (answer.product.organizationId !== organizationId) throw foreignProduct();
  if (answer.certification === null) throw certificationNotFound(key.places);
  if (answer.gtin === null) throw alreadyCertified();
  announceEvents(database, 'certification_assignment_event', organizationId);
  return toCertificationAssignment(answer, answer.certification, answer.product);
}

function run(
  database: Database,
  parameters: readonly unknown[],
  write: RepeatableWrite | undefined,
): Promise<Answer[]> {
  return write
    ? runKeyedWrite(database, assign, parameters, write).then(({ answer }) => [answer])
    : database.query(assign.plain, parameters);
}

/** The values in the order of the fields. */
function stored(values: CertificationAssignmentValues): unknown[] {
  return certificationAssignmentFields.map(({ name, type }) =>
    type === 'jsonb' ? JSON.stringify(values[name]) : values[name],
  );
}

/** The backstop: what a constraint found that neither validation nor the statement had seen. */
function constraintProblem(error: unknown, places: CertificationKeyPlaces): unknown {
  switch (constraintViolation(error)?.constraint) {
    case 'certification_assignment_gtin_foreign':
      return productNotFound(places);
    case 'certification_assignment_certification_id_foreign':
      return certificationNotFound(places);
    case 'certification_assignment_pkey':
      return alreadyCertified();
    case undefined:
      return error;
    default:
      return new Problem('validation_error', 'The assignment breaks a rule of the contract.');
  }
}
