import { toGtin14 } from '../../codecs/gtin.js';
import { readUuid } from '../../codecs/short-id.js';
import type { ClaimSource } from '../../entities/claim-assignment.js';
import type { Issue } from '../../errors/problem.js';
import * as fields from '../validation/fields.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { refuse, validator } from '../validation/validator.js';

/** A claim for a product, checked and complete. */
export interface AssignClaimInput {
  /** GTIN-14. */
  readonly gtin: string;
  /** UUID; null for a well-formed short id beyond 128 bits. */
  readonly claimId: string | null;
  readonly source: ClaimSource;
  readonly validFrom: string | null;
  readonly expirationDate: string | null;
  readonly evidenceUrl: string;
  readonly evidenceNote: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Fields of an assignment that its creation sets; the others name product and claim. */
export const assignClaimSchema = {
  type: 'object',
  required: ['gtin', 'claimId'],
  properties: {
    gtin: fields.gtin,
    claimId: fields.id,
    source: fields.claimSource,
    validFrom: fields.openDate,
    expirationDate: fields.openDate,
    evidenceUrl: fields.evidenceUrl,
    evidenceNote: fields.evidenceNote,
    metadata: fields.metadata,
  },
} as const;

const validate = validator(assignClaimSchema);

/** Checks an input against the contract and fills in defaults. Throws the 422 with every issue. */
export function readAssignClaimInput(unchecked: UncheckedInput<AssignClaimInput>): AssignClaimInput {
  validate(unchecked);
  const input = unchecked as Partial<Omit<AssignClaimInput, 'claimId' | 'metadata'>> & {
    readonly gtin: string;
    readonly claimId: string;
    readonly metadata?: Readonly<Record<string, string>> | null;
  };
  const validFrom = input.validFrom ?? null;
  const expirationDate = input.expirationDate ?? null;
  refuse(dateOrderIssues(validFrom, expirationDate));
  return {
    gtin: toGtin14(input.gtin),
    claimId: readUuid(input.claimId),
    source: input.source ?? 'BRAND_SELF_DECLARED',
    validFrom,
    expirationDate,
    evidenceUrl: input.evidenceUrl ?? '',
    evidenceNote: input.evidenceNote ?? '',
    metadata: withoutEmptyValues(input.metadata ?? {}),
  };
}

/** The issue of a last day of validity before the first. */
export const DATE_ORDER = {
  msg: 'The last day of validity should not lie before the first day',
  type: 'date_order',
} as const;

/** ISO dates compare as texts. */
export function dateOrderIssues(validFrom: string | null, expirationDate: string | null): Issue[] {
  if (validFrom === null || expirationDate === null || expirationDate >= validFrom) return [];
  return [{ path: ['expirationDate'], ...DATE_ORDER }];
}

/** There is nothing to delete yet, so an empty value stores nothing. `__proto__` is a key like any other. */
function withoutEmptyValues(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== ''));
}
