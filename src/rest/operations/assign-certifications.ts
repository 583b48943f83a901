import { assignCertificationSchema } from '../../services/certification-assignments/assign-certification-input.js';
import { assignCertifications } from '../../services/certification-assignments/batches/assign-certifications.js';
import * as fields from '../../services/validation/fields.js';
import { batchBody, costOfBatch, translateBatch } from '../batch.js';
import { batchIn, batchOut, batchRowOut } from '../batch-schemas.js';
import {
  certificationAssignmentOut,
  certificationAssignmentOutSchema,
} from '../certification-assignment-out.js';
import { EXAMPLE_CERTIFICATION_ID, EXAMPLE_GTIN } from '../example-ids.js';
import { describedMembers } from '../members.js';
import type { RestOperation } from '../operation.js';
import { createMembers } from './assign-certification.js';

const { certification_id, ...values } = createMembers;

const rowMembers = {
  gtin: {
    field: 'gtin',
    title: 'Gtin',
    description: 'GTIN-8, -12, -13 or -14 of the product, digits only.',
  },
  certification_id: {
    ...certification_id,
    description: `${certification_id.description} Exactly one of \`certification_id\` and \`certification_code\`.`,
  },
  certification_code: {
    field: 'certificationCode',
    title: 'Certification Code',
    description:
      'The certification to assign: its code, ignoring case; that of the own organization before one that all share.',
  },
  ...values,
} as const;

/** A row of a batch: the rules are those that the service validates with. */
export const certificationAssignmentRowIn = {
  title: 'CertificationAssignmentRowIn',
  description:
    'A product and a certification to assign to it. The certification is named by exactly one of `certification_id` and ' +
    '`certification_code`. A row that breaks a rule fails by itself.',
  type: 'object',
  required: ['gtin'],
  properties: describedMembers(rowMembers, {
    ...assignCertificationSchema.properties,
    certificationCode: fields.searchText,
  }),
};

/** The body of the operation. */
export const certificationAssignmentBatchIn = batchIn(
  {
    title: 'CertificationAssignmentBatchIn',
    description: 'Certifications to assign to products, many at once.',
  },
  {
    row: certificationAssignmentRowIn,
    existing: 'holds the certification already',
    rows: 'The rows. Of rows for the same product and certification, the first is stored and the later ones fail.',
    example: {
      on_error: 'continue',
      on_existing: 'update',
      assignments: [
        {
          gtin: EXAMPLE_GTIN,
          certification_code: 'FAIR_SHARE',
          certificate_number: 'FS-90311',
          expiration_date: '2027-12-31',
        },
        {
          gtin: EXAMPLE_GTIN,
          certification_id: EXAMPLE_CERTIFICATION_ID,
          verification_status: 'verified',
          certificate_countries: ['DE', 'FR'],
        },
      ],
    },
  },
);

/** What has become of a row. */
export const certificationAssignmentRowOut = batchRowOut(
  'CertificationAssignmentRowOut',
  certificationAssignmentOutSchema,
);

/** The response of the operation. */
export const certificationAssignmentBatchOut = batchOut(
  {
    title: 'CertificationAssignmentBatchOut',
    description: 'What has become of a batch of certifications.',
  },
  certificationAssignmentRowOut,
);

/** `POST /certification-assignments/batch` */
export const assignCertificationsOperation: RestOperation = {
  method: 'post',
  path: '/certification-assignments/batch',
  name: 'create_certification_assignments',
  tag: 'Assignments',
  summary: 'Assign certifications to many products',
  description:
    'Assigns up to 1,000 certifications to products by one statement. Each row is checked and stored as by `POST ' +
    '/products/{gtin}/certifications`, and its failure is the same problem document, with a `loc` that begins with ' +
    '`body`, `assignments` and the index of the row. The request counts as one request of the quota for each started ' +
    '100 rows.',
  isExtension: true,
  parameters: [],
  body: certificationAssignmentBatchIn,
  success: {
    status: 200,
    description: 'The batch was executed; `results` says what has become of each row.',
    schema: certificationAssignmentBatchOut,
  },
  failures: ['bad_request'],
  costOf: costOfBatch,
  async handle({ body, principal, database }, _pathOf, write) {
    const batch = translateBatch(body, rowMembers);
    const assigned = await assignCertifications(database, principal, batch, { write });
    return { body: batchBody(assigned, certificationAssignmentOut) };
  },
};
