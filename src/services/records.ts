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

/** An entry of a product's history. */
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
