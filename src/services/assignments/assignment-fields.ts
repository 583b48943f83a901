import type { InputSchema } from '../validation/fields.js';
import * as fields from '../validation/fields.js';
import type { AssignmentValues } from './assign-claim-input.js';
import { columnsOf } from './field-columns.js';

/** A field of an assignment that callers set. */
export interface AssignmentField<Name extends string = string> {
  /** Its name in the services and in history. */
  readonly name: Name;
  /** Its column, which imports and exports have under the same name. */
  readonly column: string;
  readonly type: 'text' | 'date' | 'jsonb' | 'text[]';
  readonly schema: InputSchema;
  /** What an absent value is stored as. */
  readonly default: string | null;
  /** Whether the default is shown as null in history and left out of CSV files. */
  readonly isEmptyByDefault: boolean;
}

/**
 * The fields of a claim's assignment in the order of columns, history and files. Select lists, writes, the changes of history,
 * imports and exports are generated from this; a new field needs a migration and its place in the APIs besides.
 */
export const assignmentFields: readonly AssignmentField<keyof AssignmentValues>[] = [
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

export const { eachField, fieldColumns, fieldsOf, setFields } = columnsOf(assignmentFields);
