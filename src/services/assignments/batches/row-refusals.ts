import { type Problem, validationProblem } from '../../../errors/problem.js';
import { foreignProduct, productNotFound } from '../assignment-problems.js';
import { brokenRules } from '../patch-sql.js';
import type { UncheckedRow } from './batch-input.js';
import { rolledBack } from './batch-problems.js';
import { OUTCOMES } from './batch-sql.js';

/** The failures of rows in which claims and certifications differ: those of the single operations, and `repeated`. */
export interface RowProblems<Places> {
  /** The claim or the certification does not exist for the caller. */
  readonly notFound: (places: Places) => Problem;
  readonly alreadyAssigned: () => Problem;
  readonly notAssigned: (places: Places) => Problem;
  /** A batch that changes assignments has an earlier row for this one. */
  readonly repeated: (places: Places) => Problem;
}

/** What a refusal says of a row. */
interface RefusedRow<Places> {
  /** The members that name product and assigned. */
  readonly places: Places;
  /** Whether no earlier row names the same pair. */
  readonly isFirst: boolean;
}

/** Why a row is not removed. */
export function removalRefusalOf<Places extends { readonly product: string }>(
  problems: RowProblems<Places>,
  outcome: string,
  { places, isFirst }: RefusedRow<Places>,
): Problem {
  const refusal = refusalByName(problems, outcome, places);
  if (refusal) return refusal;
  return isFirst && outcome === OUTCOMES.storable ? rolledBack() : problems.notAssigned(places);
}

/** Why a row is not stored. Rows of an upsert change assignments that exist. */
export function refusalOf<Places extends { readonly product: string }>(
  problems: RowProblems<Places>,
  outcome: string,
  {
    places,
    isFirst,
    sent,
    isUpsert,
  }: RefusedRow<Places> & { readonly sent: UncheckedRow; readonly isUpsert: boolean },
): Problem {
  const refusal = refusalByName(problems, outcome, places);
  if (refusal) return refusal;
  if (!isFirst) return isUpsert ? problems.repeated(places) : problems.alreadyAssigned();
  switch (outcome) {
    case OUTCOMES.alreadyAssigned:
      return problems.alreadyAssigned();
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

/** Why nothing names the row, whichever operation it is for; undefined where product and assigned are found. */
function refusalByName<Places extends { readonly product: string }>(
  problems: RowProblems<Places>,
  outcome: string,
  places: Places,
): Problem | undefined {
  switch (outcome) {
    case OUTCOMES.productNotFound:
      return productNotFound(places);
    case OUTCOMES.foreignProduct:
      return foreignProduct();
    case OUTCOMES.assignableNotFound:
      return problems.notFound(places);
    default:
      return undefined;
  }
}
