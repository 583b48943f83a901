import { toGtin14 } from '../../codecs/gtin.js';
import type { ClaimSource } from '../../entities/claim-assignment.js';
import { dateOrderIssues } from '../assignments/assign-claim-input.js';
import * as fields from '../validation/fields.js';
import { createAssignments, skipAssignments, updateAssignments } from './assignment-statements.js';
import { checkDigitWarning } from './check-digit.js';
import { type ImportColumn, rowCheck } from './column.js';
import { faultOf } from './fault.js';
import type { CheckedRow, ImportKind } from './import-kind.js';
import { foreign } from './products.js';
import { duplicates, rejection } from './rejection.js';

/** A code that is not of the right form names no claim, like any other unknown one. */
const claimCode = { type: 'string', format: 'text' };

const columns = [
  { name: 'gtin', kind: 'text', required: true, schema: fields.gtin },
  { name: 'claim_code', kind: 'text', required: true, schema: claimCode },
  { name: 'source', kind: 'text', required: false, schema: fields.claimSource },
  { name: 'valid_from', kind: 'text', required: false, schema: fields.openDate },
  { name: 'expiration_date', kind: 'text', required: false, schema: fields.openDate },
  { name: 'evidence_url', kind: 'text', required: false, schema: fields.evidenceUrl },
  { name: 'evidence_note', kind: 'text', required: false, schema: fields.evidenceNote },
  { name: 'metadata', kind: 'object', required: false, schema: fields.metadata },
] as const satisfies readonly ImportColumn[];

/** A row that passed the check, without the columns that hold their default. */
interface Row {
  readonly gtin: string;
  readonly claim_code: string;
  readonly source?: ClaimSource;
  readonly valid_from?: string;
  readonly expiration_date?: string;
  readonly evidence_url?: string;
  readonly evidence_note?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

const firstIssue = rowCheck(columns);

/** Files of claim assignments to products that the organization (UUID) owns. */
export function assignmentImport(organizationId: string): ImportKind {
  const values = [organizationId];
  return {
    columns,
    check(given) {
      const row = { ...given, metadata: withListsAsText(given.metadata) };
      const issue = firstIssue(row);
      return issue ? faultOf(issue) : checkedRow(row as unknown as Row);
    },
    staging: [
      ['gtin', 'text collate "C" not null'],
      ['claim_code', 'text collate "C" not null'],
      ['source', 'text not null'],
      ['valid_from', 'date'],
      ['expiration_date', 'date'],
      ['evidence_url', 'text not null'],
      ['evidence_note', 'text not null'],
      ['metadata', 'jsonb not null'],
    ],
    rejections: [
      unknownProduct,
      foreign(organizationId),
      unknownClaim,
      duplicates(['gtin', 'claim_code'], 'claim_code'),
    ],
    create: { text: createAssignments, values },
    skip: { text: skipAssignments, values },
    update: { text: updateAssignments, values },
  };
}

function checkedRow(row: Row): CheckedRow {
  const validFrom = row.valid_from ?? null;
  const expirationDate = row.expiration_date ?? null;
  const [issue] = dateOrderIssues(validFrom, expirationDate);
  if (issue) return faultOf({ ...issue, path: ['expiration_date'] });
  const gtin = toGtin14(row.gtin);
  return {
    staged: [
      gtin,
      row.claim_code,
      row.source ?? 'BRAND_SELF_DECLARED',
      validFrom,
      expirationDate,
      row.evidence_url ?? '',
      row.evidence_note ?? '',
      JSON.stringify(withoutEmptyValues(row.metadata ?? {})),
    ],
    ...checkDigitWarning(gtin),
  };
}

/**
 * Files of other systems attach lists of texts; metadata contains only texts, so a list is stored as its JSON.
 */
function withListsAsText(metadata: unknown): unknown {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return metadata;
  const isTextList = (value: unknown) =>
    Array.isArray(value) && value.every((one) => typeof one === 'string');
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [key, isTextList(value) ? JSON.stringify(value) : value]),
  );
}

/** A row is the whole new state, so an empty value stores nothing. `__proto__` is a key like any other. */
function withoutEmptyValues(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== ''));
}

const unknownProduct = rejection({
  column: 'gtin',
  message: `'Product not found'`,
  remove: `
  delete from import_row r where not exists (select from product p where p.gtin = r.gtin) returning r.line`,
});

const unknownClaim = rejection({
  column: 'claim_code',
  message: `'Claim not found'`,
  remove: `
  delete from import_row r where not exists (select from claim c where c.code = r.claim_code)
  returning r.line`,
});
