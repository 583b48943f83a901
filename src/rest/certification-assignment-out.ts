import { shortId } from '../codecs/short-id.js';
import { isActive } from '../services/assignments/validity.js';
import type { CertificationAssignmentRecord } from '../services/records.js';
import * as fields from '../services/validation/fields.js';
import { certificationProperties } from './certification-out.js';
import { EXAMPLE_CERTIFICATION_ID } from './example-ids.js';
import type { ShapeOf } from './json-schema.js';
import { shortIdSchema } from './short-id-schema.js';

const { label, code, description, url, logo_url } = certificationProperties;

/** `CertificationAssignmentOut` of the published specification. One stored date has two names in it. */
export const certificationAssignmentOutSchema = {
  title: 'CertificationAssignmentOut',
  description:
    'A certification that a product holds: fields of the certification, and those of its assignment to the product.',
  type: 'object',
  required: ['id', 'label', 'is_active'],
  properties: {
    metadata: {
      title: 'Metadata',
      description: 'Key/value data that the client has attached to the assignment. Never null.',
      type: 'object',
      additionalProperties: { type: 'string' },
    },
    id: {
      ...shortIdSchema,
      title: 'Id',
      description:
        'Id of the certification, not of the assignment: the short form of its UUID, which never changes. Wherever ' +
        'an id is sent, both the short form and the canonical UUID are accepted.',
    },
    label,
    code,
    description,
    url,
    logo_url,
    is_active: {
      title: 'Is Active',
      description:
        'Whether today (UTC) lies from `valid_from` to `expiration_date`; null is open. Computed for each response.',
      type: 'boolean',
    },
    valid_from: {
      ...fields.openDate,
      title: 'Valid From',
      description: 'First day on which the certificate is valid; null if the start is unknown.',
    },
    expiration_date: {
      ...fields.openDate,
      title: 'Expiration Date',
      description: 'Last day on which the certificate is valid; null if it does not expire.',
    },
    expiry_date: {
      ...fields.openDate,
      title: 'Expiry Date',
      description: 'The same day as `expiration_date`.',
    },
    certificate_number: {
      title: 'Certificate Number',
      description: 'Number of the certificate; may be empty.',
      type: 'string',
      maxLength: 100,
      default: '',
    },
    issuing_body: {
      title: 'Issuing Body',
      description: 'Who issued the certificate, as its holder writes it; may be empty.',
      type: 'string',
      maxLength: 255,
      default: '',
    },
    verification_url: {
      title: 'Verification Url',
      description: 'URL at which the certificate can be checked; may be empty.',
      type: 'string',
      default: '',
    },
    verification_status: fields.verificationStatus,
    scope: {
      title: 'Scope',
      description: 'What the certificate covers; may be empty.',
      type: 'string',
      default: '',
    },
    certification_value: {
      title: 'Certification Value',
      description: 'Assessed level or result (GS1 `certificationValue`); may be empty.',
      type: 'string',
      maxLength: 255,
      default: '',
    },
    audit_date: { ...fields.openDate, title: 'Audit Date', description: 'Day of the last audit.' },
    initial_certification_date: {
      ...fields.openDate,
      title: 'Initial Certification Date',
      description: 'Day on which the product was first certified.',
    },
    certificate_countries: {
      title: 'Certificate Countries',
      description: 'Countries in which the certificate is valid, by their two letters (ISO 3166-1).',
      type: 'array',
      items: { type: 'string' },
    },
  },
  examples: [
    {
      metadata: { order_id: '6735' },
      id: EXAMPLE_CERTIFICATION_ID,
      label: 'Example Organic',
      code: 'EXAMPLE_ORGANIC',
      description: 'Grown and processed without synthetic pesticides and fertilizers.',
      url: 'https://example.com/organic',
      logo_url: null,
      is_active: true,
      valid_from: '2026-01-01',
      expiration_date: null,
      expiry_date: null,
      certificate_number: 'EX-2026-0042',
      issuing_body: 'Example Certifiers',
      verification_url: 'https://example.com/certificates/EX-2026-0042',
      verification_status: 'verified',
      scope: 'Processing and packing.',
      certification_value: '',
      audit_date: '2025-11-30',
      initial_certification_date: null,
      certificate_countries: ['DE', 'FR'],
    },
  ],
} as const;

/** Renders an assignment as a response. `id` is the certification's. */
export function certificationAssignmentOut({
  certification,
  ...assignment
}: CertificationAssignmentRecord): ShapeOf<typeof certificationAssignmentOutSchema> {
  return {
    metadata: assignment.metadata,
    id: shortId(certification.id),
    label: certification.label,
    code: certification.code,
    description: certification.description,
    url: certification.url,
    logo_url: certification.logoUrl,
    is_active: isActive(assignment, null),
    valid_from: assignment.validFrom,
    expiration_date: assignment.expirationDate,
    expiry_date: assignment.expirationDate,
    certificate_number: assignment.certificateNumber,
    issuing_body: assignment.issuingBody,
    verification_url: assignment.verificationUrl,
    verification_status: assignment.verificationStatus,
    scope: assignment.scope,
    certification_value: assignment.certificationValue,
    audit_date: assignment.auditDate,
    initial_certification_date: assignment.initialCertificationDate,
    certificate_countries: assignment.certificateCountries,
  };
}
