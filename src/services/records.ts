import type { VerificationStatus } from '../entities/certification-assignment.js';
import type { ClaimCategory } from '../entities/claim.js';
import type { ClaimSource } from '../entities/claim-assignment.js';
import type { ClaimAssignmentAction, FieldChange } from '../entities/claim-assignment-event.js';
import type { Page } from './pagination/page.js';

/**
 * Records that services return to the APIs: plain rows, read by statements without entities. Ids are
 * canonical UUIDs, timestamps PostgreSQL's texts in UTC, dates `YYYY-MM-DD`.
 */

export interface OrganizationRecord {
  readonly id: string;
  readonly name: string;
}

export interface ProductRecord {
  /** GTIN-14. */
  readonly gtin: string;
  readonly name: string;
  readonly brand: string;
  readonly organizationId: string;
  readonly createdAt: string;
  /** The prefetched claims: a first page by code. */
  readonly firstClaims?: { readonly size: number; readonly page: Page<ClaimAssignmentRecord> };
  /** The prefetched certifications: a first page by label. */
  readonly firstCertifications?: {
    readonly size: number;
    readonly page: Page<CertificationAssignmentRecord>;
  };
}

export interface ClaimRecord {
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly category: ClaimCategory;
  readonly requiresDefinition: boolean;
  readonly description: string;
}

export interface ClaimAssignmentRecord {
  /** GTIN-14 of the product. */
  readonly gtin: string;
  readonly claim: ClaimRecord;
  /** The product, if the statement read it. */
  readonly product?: ProductRecord;
  readonly source: ClaimSource;
  readonly validFrom: string | null;
  readonly expirationDate: string | null;
  /** Null where evidence is not shown to the caller. */
  readonly evidenceUrl: string | null;
  readonly evidenceNote: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface CertificationBodyRecord {
  readonly id: string;
  readonly name: string;
  readonly website: string;
  readonly description: string;
  readonly logoUrl: string | null;
}

export interface CertificationRecord {
  readonly id: string;
  /** The organization that alone sees it; null for one that all share. */
  readonly organizationId: string | null;
  /** Empty for a private one that has none. */
  readonly code: string;
  readonly label: string;
  readonly description: string;
  readonly url: string;
  readonly logoUrl: string | null;
  readonly certificationBodyId: string | null;
  readonly program: string;
  readonly standard: string;
}

export interface CertificationAssignmentRecord {
  /** GTIN-14 of the product. */
  readonly gtin: string;
  readonly certification: CertificationRecord;
  /** The product, if the statement read it. */
  readonly product?: ProductRecord;
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
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An entry of the history of a product's certifications. */
export interface CertificationEventRecord extends Omit<EventRecord, 'claim'> {
  readonly certification: CertificationRecord;
}

/** An entry of the history of a product's claims. */
export interface EventRecord {
  readonly id: string;
  /** GTIN-14 of the product. */
  readonly gtin: string;
  readonly at: string;
  readonly action: ClaimAssignmentAction;
  readonly organizationId: string;
  /** The credential that made the change, or `import`. */
  readonly actor: string;
  readonly changes: readonly FieldChange[];
  readonly claim: ClaimRecord;
}
