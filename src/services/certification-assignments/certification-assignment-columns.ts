import type { CertificationAssignmentRecord, CertificationRecord, ProductRecord } from '../records.js';
import { certificationAssignmentFields } from './certification-assignment-fields.js';

/** Fields of an assignment that can be large. */
export const LARGE_FIELDS: ReadonlySet<string> = new Set(['scope', 'metadata']);

/**
 * Columns of an assignment `a`.
 * @param hasDetails whether the large ones are read; else they are null.
 */
export function certificationAssignmentColumns(hasDetails = true): string {
  const fields = certificationAssignmentFields.map(({ name, column }) =>
    hasDetails || !LARGE_FIELDS.has(name) ? `a.${column} as "${name}"` : `null as "${name}"`,
  );
  return `a.gtin, ${fields.join(', ')}, a.created_at as "createdAt", a.updated_at as "updatedAt"`;
}

/** A row of `certificationAssignmentColumns` with those of its certification. */
export type CertificationAssignmentRow = Omit<CertificationAssignmentRecord, 'certification' | 'product'> &
  CertificationRecord;

/** Folds a row into the record. */
export function toCertificationAssignment(
  row: Omit<CertificationAssignmentRecord, 'certification' | 'product'>,
  certification: CertificationRecord,
  product?: ProductRecord,
): CertificationAssignmentRecord {
  return {
    gtin: row.gtin,
    certification,
    ...(product && { product }),
    validFrom: row.validFrom,
    expirationDate: row.expirationDate,
    certificateNumber: row.certificateNumber,
    issuingBody: row.issuingBody,
    verificationUrl: row.verificationUrl,
    verificationStatus: row.verificationStatus,
    scope: row.scope,
    certificationValue: row.certificationValue,
    auditDate: row.auditDate,
    initialCertificationDate: row.initialCertificationDate,
    certificateCountries: row.certificateCountries,
    metadata: row.metadata,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
