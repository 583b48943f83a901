import type { VerificationStatus } from '../../entities/certification-assignment.js';
import {
  addPeriod,
  claimCodesSchema,
  daySchemas,
  expiryIssues,
  validitySchema,
} from '../assignments/assignment-filter.js';
import { hasValiditySql, type Validity } from '../assignments/validity.js';
import { isNamedByCodeFor } from '../certifications/visibility.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import type { Conditions } from '../pagination/conditions.js';
import * as fields from '../validation/fields.js';
import { issueFinder, refuse } from '../validation/validator.js';
import { type WithoutNulls, withoutNulls } from '../validation/without-nulls.js';

/** Conditions on assignments of certifications: an assignment must fulfil all of them. */
export interface CertificationAssignmentFilter {
  readonly verificationStatus?: VerificationStatus | null;
  /** A day on which the certificate is valid. */
  readonly activeOn?: string | null;
  /** Today (UTC) it is one of these. */
  readonly validity?: readonly Validity[] | null;
  /** Days between which the certificate expires, both inclusive; one without an end never does. */
  readonly expiresFrom?: string | null;
  readonly expiresUntil?: string | null;
  /** The certification is the one that one of these codes names, in letters of either case; at most 10. */
  readonly certificationCodes?: readonly string[] | null;
}

/** A checked filter. */
export type CertificationAssignmentConditions = WithoutNulls<CertificationAssignmentFilter>;

const findIssues = issueFinder({
  type: 'object',
  properties: {
    filter: {
      type: 'object',
      properties: {
        verificationStatus: fields.verificationStatus,
        ...daySchemas,
        validity: validitySchema,
        certificationCodes: claimCodesSchema,
      },
    },
  },
});

/** Checks a filter and omits null members. Throws a 422 for an invalid one. */
export function readCertificationAssignmentFilter(
  unchecked: CertificationAssignmentFilter | null | undefined,
): CertificationAssignmentConditions {
  const filter = withoutNulls(unchecked);
  refuse(findIssues({ filter }));
  refuse(expiryIssues(filter, ['filter']));
  return filter;
}

/**
 * Adds a checked filter on assignments `a` of certifications `c`.
 * @param reader placeholder of the caller's organization.
 */
export function addCertificationAssignmentFilter(
  conditions: Conditions,
  filter: CertificationAssignmentConditions,
  reader: string,
): void {
  const { verificationStatus, validity, certificationCodes } = filter;
  addPeriod(conditions, filter, 'a');
  if (verificationStatus) {
    conditions.add(verificationStatus, (value) => `a.verification_status = ${value}`);
  }
  if (validity) conditions.addSql(hasValiditySql('a', validity));
  if (certificationCodes) {
    conditions.add(
      certificationCodes.map(upperCaseAscii),
      (codes) => `c.code = any(${codes}::text[]) and ${isNamedByCodeFor(reader)}`,
    );
  }
}
