import type { Database } from '../../database/database.js';
import { constraintViolation } from '../../database/failure.js';
import { pipelinedWrite } from '../../database/statement.js';
import type { FieldChange } from '../../entities/claim-assignment-event.js';
import { Problem } from '../../errors/problem.js';
import { claimColumns, productColumns, toClaim, toProduct } from '../columns.js';
import { type Principal, requireWriter } from '../principal.js';
import type { ClaimAssignmentRecord, ClaimRecord, ProductRecord } from '../records.js';
import { type UncheckedInput } from '../validation/unchecked-input.js';
import { type AssignClaimInput, readAssignClaimInput } from './assign-claim-input.js';
import { LOCK_KEY_LENGTH } from './assignment-key.js';
import { alreadyAssigned, claimNotFound, foreignProduct, productNotFound } from './assignment-problems.js';

/** The row of the statement: which of product, claim and assignment exist. */
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
 * statement: of several concurrent callers one inserts, and history contains one event. The statement does
 * not look up the pair first: it would not see a row that was committed after its snapshot.
 */
const assign = pipelinedWrite<Answer>(
  'assign_claim',
  LOCK_KEY_LENGTH,
  `
with found as (
  select ${productColumns}, ${claimColumns}
  from (select) as always left join product p on p.gtin = $1 left join claim c on c.id = $2::uuid),
assigned as (
  insert into claim_assignment
    (gtin, claim_id, source, valid_from, expiration_date, evidence_url, evidence_note, metadata)
  select gtin, id, $3, $4::date, $5::date, $6, $7, $8::jsonb
  from found
  where id is not null and "organizationId" = $9::uuid
  on conflict (gtin, claim_id) do nothing
  returning gtin, claim_id, metadata, created_at),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select gtin, claim_id, 'ASSIGNED', $9::uuid, $10, $11::jsonb from assigned)
select f.*, a.metadata, a.created_at as "assignedAt"
from found f left join assigned a on true`,
);

/**
 * Assigns a claim to a product. Throws problems in this order: 403 for a credential that cannot
 * write, 422, 404 for the product, 403 when another organization owns it, 404 for the claim, 409 when
 * the product carries the claim already.
 */
export async function assignClaim(
  database: Database,
  principal: Principal,
  unchecked: UncheckedInput<AssignClaimInput>,
): Promise<ClaimAssignmentRecord> {
  requireWriter(principal);
  const input = readAssignClaimInput(unchecked);
  const [answer] = await database.query(assign, parameters(input, principal)).catch((error) => {
    throw constraintProblem(error);
  });
  if (!answer || answer.gtin === null) throw productNotFound();
  if (answer.organizationId !== principal.organizationId) throw foreignProduct();
  if (answer.id === null) throw claimNotFound();
  if (answer.assignedAt === null) throw alreadyAssigned();
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

function parameters(input: AssignClaimInput, principal: Principal): unknown[] {
  return [
    input.gtin,
    input.claimId,
    input.source,
    input.validFrom,
    input.expirationDate,
    input.evidenceUrl,
    input.evidenceNote,
    JSON.stringify(input.metadata),
    principal.organizationId,
    principal.actor,
    JSON.stringify(initialChanges(input)),
  ];
}

/** The first entry of an assignment's history: every field with a value. */
function initialChanges(input: AssignClaimInput): FieldChange[] {
  const values: Record<string, string | null> = {
    source: input.source,
    validFrom: input.validFrom,
    expirationDate: input.expirationDate,
    evidenceUrl: input.evidenceUrl || null,
    evidenceNote: input.evidenceNote || null,
    metadata: metadataText(input.metadata),
  };
  const changes: FieldChange[] = [];
  for (const field in values) {
    const after = values[field] ?? null;
    if (after !== null) changes.push({ field, before: null, after });
  }
  return changes;
}

/**
 * Metadata as JSON with its keys in the order of PostgreSQL's jsonb, shorter ones first: the next entry of
 * the history, which PostgreSQL writes, contains the same text. Null for none.
 */
function metadataText(metadata: Readonly<Record<string, string>>): string | null {
  const entries = Object.entries(metadata).map(([key, value]) => ({ key: Buffer.from(key), value }));
  if (entries.length === 0) return null;
  entries.sort((a, b) => a.key.length - b.key.length || a.key.compare(b.key));
  return `{${entries.map(({ key, value }) => `${JSON.stringify(`${key}`)}:${JSON.stringify(value)}`).join(',')}}`;
}

/** The problem of a violated constraint, which neither validation nor the statement had found. */
function constraintProblem(error: unknown): unknown {
  switch (constraintViolation(error)?.constraint) {
    case 'claim_assignment_gtin_foreign':
      return productNotFound();
    case 'claim_assignment_claim_id_foreign':
      return claimNotFound();
    case 'claim_assignment_pkey':
      return alreadyAssigned();
    case undefined:
      return error;
    default:
      return new Problem('validation_error', 'The assignment breaks a rule of the contract.');
  }
}
