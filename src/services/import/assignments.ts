import { toGtin14 } from '../../codecs/gtin.js';
import type { AssignmentField } from '../assignments/assignment-field.js';
import { assignmentFields } from '../assignments/assignment-fields.js';
import { dateOrderIssues } from '../assignments/date-order.js';
import { withoutEmptyValues } from '../assignments/without-empty-values.js';
import {
  createAssignments,
  skipAssignments,
  updateAssignments,
  updateAssignmentsOnCluster,
} from './assignment-statements.js';
import { type ImportColumn, rowCheck } from './column.js';
import { faultOf } from './fault.js';
import { checkDigitWarning, gtinColumn } from './gtin-column.js';
import type { CheckedRecord, ImportKind } from './import-kind.js';
import { foreign } from './products.js';
import { duplicates, type Rejection } from './rejection.js';

/** A code that is not of the right form names no claim, like any other unknown one. */
const claimCode = { type: 'string', format: 'text' };

/** Kind of the cells of a field, by the type of its column. */
export const cellKinds = { text: 'text', date: 'date', jsonb: 'object', 'text[]': 'list' } as const;

const aliases: Readonly<Record<string, readonly string[]>> = {
  valid_from: ['valid since', 'start date'],
  expiration_date: ['expiry date', 'expires', 'valid until', 'valid to', 'end date'],
  evidence_url: ['evidence link', 'url'],
  evidence_note: ['note'],
};

const columns: readonly ImportColumn[] = [
  gtinColumn,
  { name: 'claim_code', aliases: ['claim', 'code'], kind: 'code', required: true, schema: claimCode },
  ...assignmentFields.map(
    ({ column, type, schema }): ImportColumn => ({
      name: column,
      aliases: aliases[column] ?? [],
      kind: cellKinds[type],
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
      return issue ? faultOf(issue) : checkedRecord(row as unknown as Row);
    },
    staging: [
      ['gtin', 'text collate "C" not null'],
      ['claim_code', 'text collate "C" not null'],
      ...assignmentFields.map((field): [string, string] => [
        field.column,
        field.default === null ? field.type : `${field.type} not null`,
      ]),
    ],
    key: ['gtin', 'claim_code'],
    rejections: [
      unknownProduct,
      foreign(organizationId),
      unknownClaim,
      duplicates(['gtin', 'claim_code'], 'claim_code'),
    ],
    create: { text: createAssignments, values },
    skip: { text: skipAssignments, values },
    update: { text: updateAssignments, onCluster: updateAssignmentsOnCluster, values },
    events: { table: 'claim_assignment_event', organizationId },
  };
}

function checkedRecord(row: Row): CheckedRecord {
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
export function withListsAsText(metadata: unknown): unknown {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return metadata;
  const isTextList = (value: unknown) =>
    Array.isArray(value) && value.every((one) => typeof one === 'string');
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [key, isTextList(value) ? JSON.stringify(value) : value]),
  );
}

/** Rejects rows whose product does not exist. */
export const unknownProduct: Rejection = {
  column: 'gtin',
  reason: 'Product not found',
  showsValue: true,
  remove: `
  delete from import_row r where not exists (select from product p where p.gtin = r.gtin) returning r.*`,
};

const unknownClaim: Rejection = {
  column: 'claim_code',
  reason: 'Claim not found',
  showsValue: true,
  remove: `
  delete from import_row r where not exists (select from claim c where c.code = r.claim_code) returning r.*`,
};
