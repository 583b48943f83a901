import type { Database } from '../../database/database.js';
import { pipelined } from '../../database/statement.js';
import { type AssignmentRow, assignmentColumns, toAssignment } from '../columns.js';
import type { ClaimAssignmentRecord } from '../records.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { type AssignmentName, readAssignmentKey } from './assignment-key.js';
import { claimNotFound, notAssigned, productNotFound } from './assignment-problems.js';

type Answer = Omit<AssignmentRow, 'id' | 'gtin'> & {
  readonly productFound: boolean;
  readonly id: string | null;
  readonly gtin: string | null;
};

const find = pipelined<Answer>(
  'reads',
  'find_product_claim',
  `
select exists (select from product where gtin = $1) as "productFound", ${assignmentColumns('false')}
from (select) as always
left join claim c on c.id = $2::uuid
left join claim_assignment a on a.gtin = $1 and a.claim_id = c.id`,
);

/**
 * One claim of a product, without evidence. Throws 422, 404 for the product, 404 for the claim and for a
 * claim that the product does not carry.
 */
export async function findProductClaim(
  database: Database,
  unchecked: UncheckedInput<AssignmentName>,
): Promise<ClaimAssignmentRecord> {
  const { gtin, claimId, places } = readAssignmentKey(unchecked);
  const [answer] = await database.query(find, [gtin, claimId]);
  if (!answer?.productFound) throw productNotFound(places);
  if (answer.id === null) throw claimNotFound(places);
  if (answer.gtin === null) throw notAssigned(places);
  return toAssignment(answer as AssignmentRow);
}
