import type { ClaimSource } from '../../entities/claim-assignment.js';
import * as fields from '../validation/fields.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { refuse } from '../validation/validator.js';
import { type AssignmentKey, type AssignmentName, keyedIssueFinder, keyOf } from './assignment-key.js';
import { dateOrderIssues } from './date-order.js';
import { withoutEmptyValues } from './without-empty-values.js';

/** What callers set of an assignment, checked and complete. */
export interface AssignmentValues {
  readonly source: ClaimSource;
  readonly validFrom: string | null;
  readonly expirationDate: string | null;
  readonly evidenceUrl: string;
  readonly evidenceNote: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A claim for a product. */
export interface AssignClaimInput extends AssignmentKey, AssignmentValues {}

/** Input as the APIs pass it on: the claim is named by its id or by its code. */
export type UncheckedAssignClaimInput = UncheckedInput<Omit<AssignmentName, 'id'> & AssignmentValues>;

/** Rules of what callers set of an assignment. */
export const assignmentValueSchemas = {
  source: fields.claimSource,
  validFrom: fields.openDate,
  expirationDate: fields.openDate,
  evidenceUrl: fields.evidenceUrl,
  evidenceNote: fields.evidenceNote,
  metadata: fields.metadata,
} as const;

/** Fields of an assignment that its creation sets; the others name product and claim. */
export const assignClaimSchema = {
  type: 'object',
  required: ['gtin', 'claimId'],
  properties: { gtin: fields.gtin, claimId: fields.id, ...assignmentValueSchemas },
} as const;

const findIssues = keyedIssueFinder(assignClaimSchema);

/** Checks an input against the contract and fills in defaults. Throws the 422 with every issue. */
export function readAssignClaimInput(unchecked: UncheckedAssignClaimInput): AssignClaimInput {
  refuse(findIssues(unchecked));
  const input = unchecked as Partial<Omit<AssignmentValues, 'metadata'>> & {
    readonly metadata?: Readonly<Record<string, string>> | null;
  };
  const validFrom = input.validFrom ?? null;
  const expirationDate = input.expirationDate ?? null;
  refuse(dateOrderIssues(validFrom, expirationDate));
  return {
    ...keyOf(unchecked),
    source: input.source ?? 'BRAND_SELF_DECLARED',
    validFrom,
    expirationDate,
    evidenceUrl: input.evidenceUrl ?? '',
    evidenceNote: input.evidenceNote ?? '',
    metadata: withoutEmptyValues(input.metadata ?? {}),
  };
}
