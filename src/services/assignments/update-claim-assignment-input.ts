import type { UncheckedInput } from '../validation/unchecked-input.js';
import { issueFinder, refuse } from '../validation/validator.js';
import { type AssignmentValues, assignClaimSchema, assignmentValueSchemas } from './assign-claim-input.js';
import {
  type AssignmentKey,
  type AssignmentName,
  hasAssignmentId,
  keyedIssueFinder,
  readAssignmentKey,
} from './assignment-key.js';
import { dateOrderIssues } from './date-order.js';

/**
 * Changes of an assignment: absent members stay unchanged. Metadata is merged into the stored keys; an empty value
 * deletes its key, null and `{}` delete all keys.
 */
export type AssignmentChanges = Partial<Omit<AssignmentValues, 'metadata'>> & {
  readonly metadata?: Readonly<Record<string, string>> | null;
};

/** Which assignment is changed, and how. */
export interface UpdateClaimAssignmentInput {
  readonly key: AssignmentKey;
  readonly changes: AssignmentChanges;
}

/** Input as the APIs pass it on. */
export type UncheckedUpdateInput = UncheckedInput<AssignmentName & AssignmentValues>;

/** The same fields under the same rules as at creation. */
export const updateClaimAssignmentSchema = assignClaimSchema;

const findIssues = keyedIssueFinder(updateClaimAssignmentSchema);
const findValueIssues = issueFinder({ type: 'object', properties: assignmentValueSchemas });

/**
 * Checks the input by itself; the statement that changes the row checks rules that depend on it.
 * Throws the 422 with every issue.
 */
export function readUpdateClaimAssignmentInput(unchecked: UncheckedUpdateInput): UpdateClaimAssignmentInput {
  const { id, gtin, claimId, claimCode, ...others } = unchecked;
  refuse(hasAssignmentId(unchecked) ? findValueIssues(others) : findIssues(unchecked));
  const key = readAssignmentKey({ id, gtin, claimId, claimCode });
  const changes = others as AssignmentChanges;
  refuse(dateOrderIssues(changes.validFrom ?? null, changes.expirationDate ?? null));
  return { key, changes };
}
