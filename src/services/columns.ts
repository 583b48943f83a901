import type { ClaimAssignmentRecord, ClaimRecord, ProductRecord } from './records.js';

/** The select lists of the records, one for each table, under the aliases `p`, `c`, `a` and `e`. */

export const productColumns =
  'p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt"';

export const claimColumns =
  'c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description';

/** A product `p` as one JSON value; null where the outer join found none. */
export const productJson = `case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end`;

/** A claim `c` as one JSON value; null where the outer join found none. */
export const claimJson = `case when c.id is not null then json_build_object('id', c.id, 'code', c.code,
    'label', c.label, 'category', c.category, 'requiresDefinition', c.requires_definition,
    'description', c.description) end`;

/**
 * Columns of an assignment and its claim in one flat row.
 * @param evidenceIsShown an SQL condition.
 * @param hasDetails whether evidence and metadata, which can be large, are read; else they are null.
 */
export function assignmentColumns(evidenceIsShown: string, hasDetails = true): string {
  const details = hasDetails
    ? `case when ${evidenceIsShown} then a.evidence_url end as "evidenceUrl",
  case when ${evidenceIsShown} then a.evidence_note end as "evidenceNote",
  a.metadata`
    : `null as "evidenceUrl", null as "evidenceNote", null as metadata`;
  return `a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  ${details}, a.created_at as "createdAt", a.updated_at as "updatedAt",
  ${claimColumns}`;
}

/** A row of `assignmentColumns`. */
export type AssignmentRow = Omit<ClaimAssignmentRecord, 'claim' | 'product'> & ClaimRecord;

/** Columns of an `EventRecord`. */
export const eventColumns = `e.id, e.gtin, e.at, e.action, e.organization_id as "organizationId", e.actor,
  e.changes, ${claimJson} as claim`;

/** Picks the product from a flat row with further columns. */
export function toProduct({ gtin, name, brand, organizationId, createdAt }: ProductRecord): ProductRecord {
  return { gtin, name, brand, organizationId, createdAt };
}

/** Picks the claim from a flat row with further columns. */
export function toClaim(row: ClaimRecord): ClaimRecord {
  const { id, code, label, category, requiresDefinition, description } = row;
  return { id, code, label, category, requiresDefinition, description };
}

/** Folds a flat row into the record. */
export function toAssignment(row: AssignmentRow, product?: ProductRecord): ClaimAssignmentRecord {
  return {
    gtin: row.gtin,
    claim: toClaim(row),
    ...(product && { product }),
    source: row.source,
    validFrom: row.validFrom,
    expirationDate: row.expirationDate,
    evidenceUrl: row.evidenceUrl,
    evidenceNote: row.evidenceNote,
    metadata: row.metadata,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
