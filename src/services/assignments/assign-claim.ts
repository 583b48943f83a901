import type { Database } from '../../database/database.js';
import { constraintViolation } from '../../database/failure.js';
import { Problem } from '../../errors/problem.js';
import { claimColumns, productColumns, toClaim, toProduct } from '../columns.js';
import { announceEvents } from '../feed/event-topic.js';
import { behind } from '../idempotency/gate.js';
import type { RepeatableWrite } from '../idempotency/repeatable-request.js';
import { runKeyedWrite } from '../idempotency/run-keyed-write.js';
import { writeOfRow } from '../idempotency/write-statement.js';
import { type Principal, requireWriter } from '../principal.js';
import type { ClaimAssignmentRecord, ClaimRecord, ProductRecord } from '../records.js';
import {
  type AssignClaimInput,
  readAssignClaimInput,
  type UncheckedAssignClaimInput,
} from './assign-claim-input.js';
import { assignmentFields, fieldColumns } from './assignment-fields.js';
import { findClaimId, type KeyPlaces, LOCK_KEY_LENGTH } from './assignment-key.js';
import { alreadyAssigned, claimNotFound, foreignProduct, productNotFound } from './assignment-problems.js';
import { initialChanges } from './initial-changes.js';

/** What the statement says: which of product, claim and assignment there is. */
type Answer = (ProductRecord | AllNull<ProductRecord>) &
  (ClaimRecord | AllNull<ClaimRecord>) &
  (
    | { readonly assignedAt: null }
    | { readonly assignedAt: string; readonly metadata: Record<string, string> }
  );

/** A row that an outer join did not find. */
type AllNull<Row> = { readonly [Column in keyof Row]: null };

/**
 * Finds product and claim, inserts the pair unless it exists, and records the insertion, in one
 * statement: of any number of callers one inserts, and history says so exactly once. There is no look-up of
 * the pair beforehand: a row that was committed after this statement's snapshot would not be seen.
 */
const assign = writeOfRow<Answer>(
  {
    name: 'assign_claim',
    parameters: 11,
    queries: (gate) => `found as (
  select ${productColumns}, ${claimColumns}
  from (select) as always left join product p on p.gtin = $1 left join claim c on c.id = $2::uuid),
assigned as (
  insert into claim_assignment (gtin, claim_id, ${fieldColumns})
  select gtin, id, $3, $4::date, $5::date, $6, $7, $8::jsonb
  from found
  where id is not null and "organizationId" = $9::uuid${behind(gate)}
  on conflict (gtin, claim_id) do nothing
  returning gtin, claim_id, metadata, created_at),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select gtin, claim_id, 'ASSIGNED', $9::uuid, $10, $11::jsonb from assigned)`,
    select: `select f.*, a.metadata, a.created_at as "assignedAt"
from found f left join assigned a on true`,
    isKept: 'r."assignedAt" is not null',
  },
  LOCK_KEY_LENGTH,
);

/**
 * Says that a product carries a claim. Throws problems in this order: 403 for a credential that cannot
 * write, 422, 404 for the product, 403 when another organization owns it, 404 for the claim, 409 when
 * the product carries the claim already.
 * @param write present: a repetition returns the outcome that was kept.
 */
export async function assignClaim(
  database: Database,
  principal: Principal,
  unchecked: UncheckedAssignClaimInput,
  write?: RepeatableWrite,
): Promise<ClaimAssignmentRecord> {
  requireWriter(principal);
  const input = readAssignClaimInput(unchecked);
  const { places } = input;
  const claimId = await findClaimId(database, input);
  const values = [input.gtin, claimId, ...parameters(input, principal)];
  const [answer] = await run(database, values, write).catch((error) => {
    throw constraintProblem(error, places);
  });
  if (!answer || answer.gtin === null) throw productNotFound(places);
  if (answer.organizationId !== principal.organizationId) throw foreignProduct();
  if (answer.id === null) throw claimNotFound(places);
  if (answer.assignedAt === null) throw alreadyAssigned();
  announceEvents(database, 'claim_assignment_event', principal.organizationId);
  return {
    gtin: input.gtin,
    product: toProduct(answer),
    claim: toClaim(answer),
    source: input.source,
    validFrom: input.validFrom,
    expirationDate: input.expirationDate,
    evidenceUrl: input.evidenceUrl,
    evidenceNote: input.evidenceNote,
    metadata: answer.metadata,
    createdAt: answer.assignedAt,
    updatedAt: answer.assignedAt,
  };
}

function run(
  database: Database,
  values: readonly unknown[],
  write: RepeatableWrite | undefined,
): Promise<Answer[]> {
  return write
    ? runKeyedWrite(database, assign, values, write).then(({ answer }) => [answer])
    : database.query(assign.plain, values);
}

/** From `$3` on. */
function parameters(input: AssignClaimInput, principal: Principal): unknown[] {
  return [
    input.source,
    input.validFrom,
    input.expirationDate,
    input.evidenceUrl,
    input.evidenceNote,
    JSON.stringify(input.metadata),
    principal.organizationId,
    principal.actor,
    JSON.stringify(initialChanges(assignmentFields, input)),
  ];
}

/** The backstop: what a constraint found that neither validation nor the statement had seen. */
function constraintProblem(error: unknown, places: KeyPlaces): unknown {
  switch (constraintViolation(error)?.constraint) {
    case 'claim_assignment_gtin_foreign':
      return productNotFound(places);
    case 'claim_assignment_claim_id_foreign':
      return claimNotFound(places);
    case 'claim_assignment_pkey':
      return alreadyAssigned();
    case undefined:
      return error;
    default:
      return new Problem('validation_error', 'The assignment breaks a rule of the contract.');
  }
}
