import type { Database } from '../../database/database.js';
import { claimJson, productJson } from '../columns.js';
import { announceEvents } from '../feed/event-topic.js';
import { behind } from '../idempotency/gate.js';
import type { RepeatableWrite } from '../idempotency/repeatable-request.js';
import { runKeyedWrite } from '../idempotency/run-keyed-write.js';
import { writeOfRow } from '../idempotency/write-statement.js';
import { type Principal, requireWriter } from '../principal.js';
import type { ClaimRecord, ProductRecord } from '../records.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { clearedFields } from './assignment-changes.js';
import { type AssignmentName, findClaimId, LOCK_KEY_LENGTH, readAssignmentKey } from './assignment-key.js';
import { claimNotFound, foreignProduct, notAssigned, productNotFound } from './assignment-problems.js';

/** The result of a removal. */
export interface RemovedAssignment {
  readonly product: ProductRecord;
  readonly claim: ClaimRecord;
}

interface Answer {
  readonly product: ProductRecord | null;
  readonly claim: ClaimRecord | null;
  readonly removed: boolean;
}

/** Deletes the row and records its end. Of two that remove one row, the second finds it gone. */
const remove = writeOfRow<Answer>(
  {
    name: 'remove_claim_assignment',
    parameters: 4,
    queries: (gate) => `found_product as (select * from product where gtin = $1),
found_claim as (select * from claim where id = $2::uuid),
removed as (
  delete from claim_assignment a
  using found_product p
  where a.gtin = $1 and a.claim_id = $2::uuid and p.organization_id = $3::uuid${behind(gate)}
  returning a.*),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select d.gtin, d.claim_id, 'REMOVED', $3::uuid, $4, ${clearedFields} from removed d)`,
    select: `select ${productJson} as product, ${claimJson} as claim, exists (select from removed) as removed
from (select) as always
left join found_product p on true
left join found_claim c on true`,
    isKept: 'r.removed',
  },
  LOCK_KEY_LENGTH,
);

/**
 * Takes a claim off a product. Throws problems in this order: 403 for a credential that cannot write, 422,
 * 404 for the product, 403 when another organization owns it, 404 for the claim and for a claim that the
 * product does not carry.
 * @param write present: a repetition returns the outcome that was kept.
 */
export async function removeClaimAssignment(
  database: Database,
  principal: Principal,
  unchecked: UncheckedInput<AssignmentName>,
  write?: RepeatableWrite,
): Promise<RemovedAssignment> {
  requireWriter(principal);
  const key = readAssignmentKey(unchecked);
  const claimId = await findClaimId(database, key);
  const values = [key.gtin, claimId, principal.organizationId, principal.actor];
  const [answer] = write
    ? [(await runKeyedWrite(database, remove, values, write)).answer]
    : await database.query(remove.plain, values);
  if (!answer?.product) throw productNotFound(key.places);
  if (answer.product.organizationId !== principal.organizationId) throw foreignProduct();
  if (!answer.claim) throw claimNotFound(key.places);
  if (!answer.removed) throw notAssigned(key.places);
  announceEvents(database, 'claim_assignment_event', principal.organizationId);
  return { product: answer.product, claim: answer.claim };
}
