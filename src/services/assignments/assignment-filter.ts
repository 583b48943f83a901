import { type ClaimCategory, claimCategories } from '../../entities/claim.js';
import type { ClaimSource } from '../../entities/claim-assignment.js';
import type { Conditions } from '../pagination/conditions.js';
import * as fields from '../validation/fields.js';
import { validator } from '../validation/validator.js';
import { withoutNulls } from '../validation/without-nulls.js';
import { isActiveSql } from './validity.js';

/** Conditions on assignments: an assignment must fulfil all of them. */
export interface ClaimAssignmentFilter {
  readonly source?: ClaimSource | null;
  /** Category of the claim. */
  readonly category?: ClaimCategory | null;
  /** A day on which the claim is valid. */
  readonly activeOn?: string | null;
}

const validate = validator({
  type: 'object',
  properties: {
    filter: {
      type: 'object',
      properties: {
        source: fields.claimSource,
        category: { type: 'string', enum: claimCategories },
        activeOn: { type: 'string', format: 'date' },
      },
    },
  },
});

/** Checks a filter and omits null members. Throws a 422 for an invalid one. */
export function readAssignmentFilter(
  unchecked: ClaimAssignmentFilter | null | undefined,
): ReturnType<typeof withoutNulls<ClaimAssignmentFilter>> {
  const filter = withoutNulls(unchecked);
  validate({ filter });
  return filter;
}

/** Adds a checked filter on assignments `a` of claims `c`. */
export function addAssignmentFilter(
  conditions: Conditions,
  { source, category, activeOn }: ReturnType<typeof readAssignmentFilter>,
): void {
  if (source) conditions.add(source, (value) => `a.source = ${value}`);
  if (category) conditions.add(category, (value) => `c.category = ${value}`);
  if (activeOn) conditions.add(activeOn, (value) => isActiveSql('a', `${value}::date`));
}
