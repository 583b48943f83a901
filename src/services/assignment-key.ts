import { toGtin14 } from '../codecs/gtin.js';
import type { UncheckedInput } from './assign-claim-input.js';
import * as fields from './input/fields.js';
import { refuse, validator } from './input/validator.js';

/** What names an assignment. */
export interface AssignmentKey {
  /** GTIN-14. */
  readonly gtin: string;
  /** Canonical UUID, or a well-formed short id that names nothing. */
  readonly claimId: string;
}

const findIssues = validator({
  type: 'object',
  required: ['gtin', 'claimId'],
  properties: { gtin: fields.gtin, claimId: fields.id },
});

/** Checks the name of an assignment. Throws the 422 with every issue. */
export function readAssignmentKey(unchecked: UncheckedInput<AssignmentKey>): AssignmentKey {
  refuse(findIssues(unchecked));
  const { gtin, claimId } = unchecked as AssignmentKey;
  return { gtin: toGtin14(gtin), claimId };
}
