import type { InputSchema } from '../validation/fields.js';
import * as fields from '../validation/fields.js';
import type { AssignmentValues } from './assign-claim-input.js';

/** A field of an assignment that callers set. */
export interface AssignmentField {
  /** Its name in the services and in history. */
  readonly name: keyof AssignmentValues;
  /** Its column, which imports and exports have under the same name. */
  readonly column: string;
  readonly type: 'text' | 'date' | 'jsonb';
  readonly schema: InputSchema;
  /** What an absent value is stored as. */
  readonly default: string | null;
  /** Whether the default is shown as null in history and left out of CSV files. */
  readonly isEmptyByDefault: boolean;
}

/**
 * The fields of an assignment in the order of columns, history and files. Select lists, writes, the changes of history,
 * imports and exports are generated from this; a new field needs a migration and its place in the APIs besides.
 */
export const assignmentFields: readonly AssignmentField[] = [
  {
    name: 'source',
    column: 'source',
    type: 'text',
    schema: fields.claimSource,
    default: 'BRAND_SELF_DECLARED',
    isEmptyByDefault: false,
  },
  {
    name: 'validFrom',
    column: 'valid_from',
    type: 'date',
    schema: fields.openDate,
    default: null,
    isEmptyByDefault: true,
  },
  {
    name: 'expirationDate',
    column: 'expiration_date',
    type: 'date',
    schema: fields.openDate,
    default: null,
    isEmptyByDefault: true,
  },
  {
    name: 'evidenceUrl',
    column: 'evidence_url',
    type: 'text',
    schema: fields.evidenceUrl,
    default: '',
    isEmptyByDefault: true,
  },
  {
    name: 'evidenceNote',
    column: 'evidence_note',
    type: 'text',
    schema: fields.evidenceNote,
    default: '',
    isEmptyByDefault: true,
  },
  {
    name: 'metadata',
    column: 'metadata',
    type: 'jsonb',
    schema: fields.metadata,
    default: '{}',
    isEmptyByDefault: true,
  },
];

/** An SQL list with an expression for each field. */
export function eachField(expression: (field: AssignmentField) => string): string {
  return assignmentFields.map(expression).join(', ');
}

/** The columns of the fields, separated by commas. */
export const fieldColumns = eachField(({ column }) => column);

/** The columns of the fields of `alias` as one row value, to compare with another one. */
export function fieldsOf(alias: string, prefix = ''): string {
  return `(${eachField(({ column }) => `${alias}.${prefix}${column}`)})`;
}

/** The assignments of an `update`: each field from the column of `alias` with the prefix `new_`. */
export function setFields(alias: string): string {
  return eachField(({ column }) => `${column} = ${alias}.new_${column}`);
}
