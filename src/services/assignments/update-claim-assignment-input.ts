import { toGtin14 } from '../../codecs/gtin.js';
import { readUuid } from '../../codecs/short-id.js';
import type { ClaimSource } from '../../entities/claim-assignment.js';
import { type UncheckedInput } from '../validation/unchecked-input.js';
import { refuse, validator } from '../validation/validator.js';
import { assignClaimSchema, dateOrderIssues } from './assign-claim-input.js';

/** Changes of an assignment: absent members stay unchanged. */
export interface UpdateClaimAssignmentInput {
  /** GTIN-14. */
  readonly gtin: string;
  /** UUID; null for a well-formed short id beyond 128 bits. */
  readonly claimId: string | null;
  readonly source?: ClaimSource;
  /** Null if the period has no such bound. */
  readonly validFrom?: string | null;
  readonly expirationDate?: string | null;
  readonly evidenceUrl?: string;
  readonly evidenceNote?: string;
  /** Merged into the stored keys; an empty value deletes its key, null and `{}` delete all keys. */
  readonly metadata?: Readonly<Record<string, string>> | null;
}

/** The same fields under the same rules as at creation. */
export const updateClaimAssignmentSchema = assignClaimSchema;

const validate = validator(updateClaimAssignmentSchema);

/**
 * Checks the input by itself; the statement that changes the row checks rules that depend on it.
 * Throws the 422 with every issue.
 */
export function readUpdateClaimAssignmentInput(
  unchecked: UncheckedInput<UpdateClaimAssignmentInput>,
): UpdateClaimAssignmentInput {
  validate(unchecked);
  const input = unchecked as UpdateClaimAssignmentInput & { readonly claimId: string };
  refuse(dateOrderIssues(input.validFrom ?? null, input.expirationDate ?? null));
  return { ...input, gtin: toGtin14(input.gtin), claimId: readUuid(input.claimId) };
}
