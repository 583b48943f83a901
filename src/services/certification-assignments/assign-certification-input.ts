import type { VerificationStatus } from '../../entities/certification-assignment.js';
import { dateOrderIssues } from '../assignments/date-order.js';
import { withoutEmptyValues } from '../assignments/without-empty-values.js';
import * as fields from '../validation/fields.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { refuse } from '../validation/validator.js';
import {
  type CertificationAssignmentKey,
  type CertificationAssignmentName,
  keyedIssueFinder,
  keyOf,
} from './certification-assignment-key.js';

/** What callers set of a certification's assignment, checked and complete. */
export interface CertificationAssignmentValues {
  readonly validFrom: string | null;
  readonly expirationDate: string | null;
  readonly certificateNumber: string;
  readonly issuingBody: string;
  readonly verificationUrl: string;
  readonly verificationStatus: VerificationStatus;
  readonly scope: string;
  readonly certificationValue: string;
  readonly auditDate: string | null;
  readonly initialCertificationDate: string | null;
  readonly certificateCountries: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** A certification for a product. */
export interface AssignCertificationInput {
  readonly key: CertificationAssignmentKey;
  readonly values: CertificationAssignmentValues;
}

/** Input as the APIs pass it on: the certification is named by its id or by its code. */
export type UncheckedAssignCertificationInput = UncheckedInput<
  Omit<CertificationAssignmentName, 'id'> & CertificationAssignmentValues
>;

/** Rules of what callers set. */
export const certificationAssignmentValueSchemas = {
  validFrom: fields.openDate,
  expirationDate: fields.openDate,
  certificateNumber: fields.certificateNumber,
  issuingBody: fields.issuingBody,
  verificationUrl: fields.verificationUrl,
  verificationStatus: fields.verificationStatus,
  scope: fields.scope,
  certificationValue: fields.certificationValue,
  auditDate: fields.openDate,
  initialCertificationDate: fields.openDate,
  certificateCountries: fields.countries,
  metadata: fields.metadata,
} as const;

/** Fields of an assignment that its creation sets; the others name product and certification. */
export const assignCertificationSchema = {
  type: 'object',
  required: ['gtin', 'certificationId'],
  properties: { gtin: fields.gtin, certificationId: fields.id, ...certificationAssignmentValueSchemas },
} as const;

const findIssues = keyedIssueFinder(assignCertificationSchema);

/** Checks an input against the contract and fills in defaults. Throws the 422 with every issue. */
export function readAssignCertificationInput(
  unchecked: UncheckedAssignCertificationInput,
): AssignCertificationInput {
  refuse(findIssues(unchecked));
  const input = unchecked as Partial<Omit<CertificationAssignmentValues, 'metadata'>> & {
    readonly metadata?: Readonly<Record<string, string>> | null;
  };
  const validFrom = input.validFrom ?? null;
  const expirationDate = input.expirationDate ?? null;
  refuse(dateOrderIssues(validFrom, expirationDate));
  const values = {
    validFrom,
    expirationDate,
    certificateNumber: input.certificateNumber ?? '',
    issuingBody: input.issuingBody ?? '',
    verificationUrl: input.verificationUrl ?? '',
    verificationStatus: input.verificationStatus ?? 'unverified',
    scope: input.scope ?? '',
    certificationValue: input.certificationValue ?? '',
    auditDate: input.auditDate ?? null,
    initialCertificationDate: input.initialCertificationDate ?? null,
    certificateCountries: input.certificateCountries ?? [],
    metadata: withoutEmptyValues(input.metadata ?? {}),
  };
  return { key: keyOf(unchecked), values };
}
