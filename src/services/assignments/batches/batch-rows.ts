import { type Problem, validationProblem } from '../../../errors/problem.js';
import type { ClaimAssignmentRecord, ClaimRecord } from '../../records.js';
import type { AssignClaimInput } from '../assign-claim-input.js';
import type { AssignmentKey } from '../assignment-key.js';
import {
  alreadyAssigned,
  claimNotFound,
  foreignProduct,
  notAssigned,
  productNotFound,
} from '../assignment-problems.js';
import { inStoredOrder } from '../initial-changes.js';
import { brokenRules } from '../patch-sql.js';
import type { UpdatedAssignment } from './assign-or-update-statement.js';
import { repeatedRow, rolledBack } from './batch-problems.js';
import { OUTCOMES } from './batch-sql.js';
import type { ValidRow } from './checked-rows.js';

/** What a row has created, as the single operation returns it. */
export function createdAssignment(
  { gtin, source, validFrom, expirationDate, evidenceUrl, evidenceNote, metadata }: AssignClaimInput,
  claim: ClaimRecord,
  assignedAt: string,
): ClaimAssignmentRecord {
  return {
    gtin,
    claim,
    source,
    validFrom,
    expirationDate,
    evidenceUrl,
    evidenceNote,
    metadata: inStoredOrder(metadata),
    createdAt: assignedAt,
    updatedAt: assignedAt,
  };
}

/** An assignment that existed, after the changes of a row. */
export function updatedAssignment(
  { gtin }: AssignmentKey,
  claim: ClaimRecord,
  { place: _, ...stored }: UpdatedAssignment,
): ClaimAssignmentRecord {
  return { gtin, claim, ...stored };
}

/** Why nothing names the row, whichever operation it is for; undefined where product and claim are found. */
export function refusalByName(outcome: string, { places }: AssignmentKey): Problem | undefined {
  switch (outcome) {
    case OUTCOMES.productNotFound:
      return productNotFound(places);
    case OUTCOMES.foreignProduct:
      return foreignProduct();
    case OUTCOMES.claimNotFound:
      return claimNotFound(places);
    default:
      return undefined;
  }
}

/**
 * Why a row is not stored.
 * @param isFirst whether no earlier row names the same product and claim.
 * @param isUpsert whether rows change assignments that exist.
 */
export function refusalOf(
  outcome: string,
  { input, sent }: ValidRow<AssignmentKey>,
  isFirst: boolean,
  isUpsert: boolean,
): Problem {
  const refusal = refusalByName(outcome, input);
  if (refusal) return refusal;
  if (!isFirst) return isUpsert ? repeatedRow(input.places) : alreadyAssigned();
  switch (outcome) {
    case OUTCOMES.alreadyAssigned:
      return alreadyAssigned();
    case OUTCOMES.wrongDates:
      return validationProblem(brokenRules({ datesFit: false, metadataFits: true }, sent));
    case OUTCOMES.tooManyKeys:
      return validationProblem(brokenRules({ datesFit: true, metadataFits: false }, sent));
    case OUTCOMES.wrongDatesAndTooManyKeys:
      return validationProblem(brokenRules({ datesFit: false, metadataFits: false }, sent));
    default:
      return rolledBack();
  }
}

/** Why a row is not removed. */
export function removalRefusalOf(outcome: string, input: AssignmentKey, isFirst: boolean): Problem {
  const refusal = refusalByName(outcome, input);
  if (refusal) return refusal;
  return isFirst && outcome === OUTCOMES.storable ? rolledBack() : notAssigned(input.places);
}
