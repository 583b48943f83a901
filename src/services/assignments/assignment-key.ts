import { toGtin14 } from '../../codecs/gtin.js';
import { readUuid } from '../../codecs/short-id.js';
import * as fields from '../validation/fields.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { validator } from '../validation/validator.js';

/** The first values of each statement that writes an assignment name its row: GTIN and claim. */
export const LOCK_KEY_LENGTH = 2;

/** The key of an assignment. */
export interface AssignmentKey {
  /** GTIN-14. */
  readonly gtin: string;
  /** UUID; null for a well-formed short id beyond 128 bits. */
  readonly claimId: string | null;
}

const validate = validator({
  type: 'object',
  required: ['gtin', 'claimId'],
  properties: { gtin: fields.gtin, claimId: fields.id },
});

/** Checks the key of an assignment. Throws the 422 with every issue. */
export function readAssignmentKey(unchecked: UncheckedInput<AssignmentKey>): AssignmentKey {
  validate(unchecked);
  const { gtin, claimId } = unchecked as { readonly gtin: string; readonly claimId: string };
  return { gtin: toGtin14(gtin), claimId: readUuid(claimId) };
}
