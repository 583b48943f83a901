import { changesOf } from '../assignments/assignment-changes.js';
import type { AssignmentField } from '../assignments/assignment-field.js';
import { columnsOf } from '../assignments/field-columns.js';
import * as fields from '../validation/fields.js';
import type { CertificationAssignmentValues } from './assign-certification-input.js';

const text = { type: 'text', default: '', isEmptyByDefault: true } as const;
const date = { type: 'date', schema: fields.openDate, default: null, isEmptyByDefault: true } as const;

/** The fields of a certification's assignment in the order of columns, history and files. */
export const certificationAssignmentFields: readonly AssignmentField<keyof CertificationAssignmentValues>[] =
  [
    { name: 'validFrom', column: 'valid_from', ...date },
    { name: 'expirationDate', column: 'expiration_date', ...date },
    { name: 'certificateNumber', column: 'certificate_number', schema: fields.certificateNumber, ...text },
    { name: 'issuingBody', column: 'issuing_body', schema: fields.issuingBody, ...text },
    { name: 'verificationUrl', column: 'verification_url', schema: fields.verificationUrl, ...text },
    {
      name: 'verificationStatus',
      column: 'verification_status',
      type: 'text',
      schema: fields.verificationStatus,
      default: 'unverified',
      isEmptyByDefault: false,
    },
    { name: 'scope', column: 'scope', schema: fields.scope, ...text },
    { name: 'certificationValue', column: 'certification_value', schema: fields.certificationValue, ...text },
    { name: 'auditDate', column: 'audit_date', ...date },
    { name: 'initialCertificationDate', column: 'initial_certification_date', ...date },
    {
      name: 'certificateCountries',
      column: 'certificate_countries',
      type: 'text[]',
      schema: fields.countries,
      default: '{}',
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

export const { eachField, fieldColumns, fieldsOf, setFields } = columnsOf(certificationAssignmentFields);

export const { filledFields, changedFields, clearedFields } = changesOf(certificationAssignmentFields);
