import { dateOrderIssues } from '../assignments/date-order.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { issueFinder, refuse } from '../validation/validator.js';
import {
  assignCertificationSchema,
  type CertificationAssignmentValues,
  certificationAssignmentValueSchemas,
} from './assign-certification-input.js';
import {
  type CertificationAssignmentKey,
  type CertificationAssignmentName,
  hasAssignmentId,
  keyedIssueFinder,
  readCertificationAssignmentKey,
} from './certification-assignment-key.js';

/**
 * Changes of an assignment: absent members stay unchanged. Metadata is merged into the stored keys; an empty value
 * deletes its key, null and `{}` delete all keys. Null clears dates as well, and nothing else.
 */
export type CertificationAssignmentPatch = Partial<Omit<CertificationAssignmentValues, 'metadata'>> & {
  readonly metadata?: Readonly<Record<string, string>> | null;
};

/** Which assignment is changed, and how. */
export interface UpdateCertificationAssignmentInput {
  readonly key: CertificationAssignmentKey;
  readonly changes: CertificationAssignmentPatch;
}

/** Input as the APIs pass it on. */
export type UncheckedCertificationUpdate = UncheckedInput<
  CertificationAssignmentName & CertificationAssignmentValues
>;

/** The same fields under the same rules as at creation. */
export const updateCertificationAssignmentSchema = assignCertificationSchema;

const findIssues = keyedIssueFinder(updateCertificationAssignmentSchema);
const findValueIssues = issueFinder({ type: 'object', properties: certificationAssignmentValueSchemas });

/**
 * Checks the input by itself; the statement that changes the row checks rules that depend on it.
 * Throws the 422 with every issue.
 */
export function readUpdateCertificationAssignmentInput(
  unchecked: UncheckedCertificationUpdate,
): UpdateCertificationAssignmentInput {
  const { id, gtin, certificationId, certificationCode, ...others } = unchecked;
  refuse(hasAssignmentId(unchecked) ? findValueIssues(others) : findIssues(unchecked));
  const key = readCertificationAssignmentKey({ id, gtin, certificationId, certificationCode });
  const changes = others as CertificationAssignmentPatch;
  refuse(dateOrderIssues(changes.validFrom ?? null, changes.expirationDate ?? null));
  return { key, changes };
}
