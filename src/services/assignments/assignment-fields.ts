import * as fields from '../validation/fields.js';
import type { AssignmentValues } from './assign-claim-input.js';
import type { AssignmentField } from './assignment-field.js';
import { columnsOf } from './field-columns.js';

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
