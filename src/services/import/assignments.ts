import { toGtin14 } from '../../codecs/gtin.js';
import { dateOrderIssues } from '../assignments/assign-claim-input.js';
import { type AssignmentField, assignmentFields } from '../assignments/assignment-fields.js';
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

const columns: readonly ImportColumn[] = [
  { name: 'gtin', kind: 'text', required: true, schema: fields.gtin },
  { name: 'claim_code', kind: 'text', required: true, schema: claimCode },
  ...assignmentFields.map(
    ({ column, type, schema }): ImportColumn => ({
      name: column,
      kind: type === 'jsonb' ? 'object' : 'text',
      required: false,
      schema,
    }),
  ),
];

/** A row that passed the check, without the columns that have their default; metadata is an object, all others are texts. */
type Row = Readonly<Record<string, unknown>> & {
  readonly gtin: string;
  readonly claim_code: string;
  readonly valid_from?: string;
  readonly expiration_date?: string;
};

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
      ...assignmentFields.map((field): [string, string] => [
        field.column,
        field.default === null ? field.type : `${field.type} not null`,
      ]),
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
    staged: [gtin, row.claim_code, ...assignmentFields.map((field) => stagedValue(field, row))],
    ...checkDigitWarning(gtin),
  };
}

function stagedValue(field: AssignmentField, row: Row): string | null {
  const value = row[field.column] ?? field.default;
  if (typeof value !== 'object' || value === null) return value as string | null;
  return JSON.stringify(withoutEmptyValues(value as Readonly<Record<string, string>>));
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
