import { toGtin14 } from '../../codecs/gtin.js';
import type { AssignmentField } from '../assignments/assignment-field.js';
import { dateOrderIssues } from '../assignments/date-order.js';
import { withoutEmptyValues } from '../assignments/without-empty-values.js';
import { certificationAssignmentFields } from '../certification-assignments/certification-assignment-fields.js';
import { cellKinds, unknownProduct, withListsAsText } from './assignments.js';
import {
  createCertificationAssignments,
  namedCertification,
  skipCertificationAssignments,
  updateCertificationAssignments,
  updateCertificationAssignmentsOnCluster,
} from './certification-assignment-statements.js';
import { type ImportColumn, rowCheck } from './column.js';
import { faultOf } from './fault.js';
import { checkDigitWarning, gtinColumn } from './gtin-column.js';
import type { CheckedRecord, ImportKind } from './import-kind.js';
import { foreign } from './products.js';
import { duplicates, type Rejection } from './rejection.js';

/** A code or a label that is not of the right form names no certification, like any other unknown one. */
const name = { type: 'string', format: 'text' };

const aliases: Readonly<Record<string, readonly string[]>> = {
  valid_from: ['valid since', 'start date'],
  expiration_date: ['expiry date', 'expires', 'valid until', 'valid to', 'end date'],
  certificate_number: ['certificate', 'certificate id', 'certificate no'],
  issuing_body: ['issuer', 'certification body'],
  verification_url: ['url'],
  verification_status: ['status'],
  certificate_countries: ['countries'],
};

const columns: readonly ImportColumn[] = [
  gtinColumn,
  {
    name: 'certification_code',
    aliases: ['certification', 'code'],
    kind: 'code',
    required: false,
    schema: name,
  },
  { name: 'certification_label', aliases: ['label'], kind: 'text', required: false, schema: name },
  ...certificationAssignmentFields.map(
    ({ column, type, schema }): ImportColumn => ({
      name: column,
      aliases: aliases[column] ?? [],
      kind: cellKinds[type],
      required: false,
      schema,
    }),
  ),
];

/** A row that passed the check, without the columns that have their default. */
type Row = Readonly<Record<string, unknown>> & {
  readonly gtin: string;
  readonly certification_code?: string;
  readonly certification_label?: string;
  readonly valid_from?: string;
  readonly expiration_date?: string;
};

const firstIssue = rowCheck(columns);

/** Files of certifications of products that the organization (UUID) owns. */
export function certificationAssignmentImport(organizationId: string): ImportKind {
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
      ['certification_code', 'text collate "C" not null'],
      ['certification_label', 'text collate "C" not null'],
      ...certificationAssignmentFields.map((field): [string, string] => [
        field.column,
        field.default === null ? field.type : `${field.type} not null`,
      ]),
    ],
    key: ['gtin', 'certification_code', 'certification_label'],
    rejections: [
      unknownProduct,
      foreign(organizationId),
      unknown('certification_code', organizationId),
      unknown('certification_label', organizationId),
      duplicates(['gtin', 'certification_code', 'certification_label'], 'gtin'),
      sameCertification(organizationId),
    ],
    create: { text: createCertificationAssignments, values },
    skip: { text: skipCertificationAssignments, values },
    update: {
      text: updateCertificationAssignments,
      onCluster: updateCertificationAssignmentsOnCluster,
      values,
    },
    events: { table: 'certification_assignment_event', organizationId },
  };
}

function checkedRecord(row: Row): CheckedRecord {
  const { certification_code: code = '', certification_label: label = '' } = row;
  if (code === '' && label === '') {
    const msg = 'A certification is named by its code or by its label';
    return faultOf({ path: ['certification_code'], msg, type: 'missing' });
  }
  const [issue] = dateOrderIssues(row.valid_from ?? null, row.expiration_date ?? null);
  if (issue) return faultOf({ ...issue, path: ['expiration_date'] });
  const gtin = toGtin14(row.gtin);
  return {
    staged: [gtin, code, label, ...certificationAssignmentFields.map((field) => stagedValue(field, row))],
    ...checkDigitWarning(gtin),
  };
}

function stagedValue(field: AssignmentField, row: Row): string | null {
  const value = row[field.column] ?? field.default;
  // Two capital letters each, which the text of an array contains as they are.
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  if (typeof value !== 'object' || value === null) return value as string | null;
  return JSON.stringify(withoutEmptyValues(value as Readonly<Record<string, string>>));
}

/** Rejects rows that name no certification, or by their label several. */
function unknown(column: 'certification_code' | 'certification_label', organizationId: string): Rejection {
  return {
    column,
    reason:
      column === 'certification_code' ? 'Certification not found' : 'No one certification has this label',
    showsValue: true,
    remove: `
  with named as (select r.line from import_row r join certification c on ${namedCertification})
  delete from import_row r where r.${column} <> '' and r.line not in (select n.line from named n) returning r.*`,
    values: [organizationId],
  };
}

/** Rejects rows whose certification an earlier row of the product names in the other way. */
function sameCertification(organizationId: string): Rejection {
  return {
    column: 'gtin',
    reason: 'Duplicate of an earlier line',
    message: `'Duplicate of line ' || first_line`,
    showsValue: true,
    remove: `
  delete from import_row r using (
    select r.line, min(r.line) over (partition by r.gtin, c.id) as first_line
    from import_row r join certification c on ${namedCertification}) f
  where r.line = f.line and f.line > f.first_line
  returning r.*, f.first_line`,
    values: [organizationId],
  };
}
