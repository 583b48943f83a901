import { toGtin14 } from '../../codecs/gtin.js';
import { assignCertification } from '../../services/certification-assignments/assign-certification.js';
import { assignCertificationSchema } from '../../services/certification-assignments/assign-certification-input.js';
import { REST_BASE } from '../base.js';
import { certificationAssignmentMembers } from '../certification-assignment-members.js';
import {
  certificationAssignmentOut,
  certificationAssignmentOutSchema,
} from '../certification-assignment-out.js';
import { EXAMPLE_CERTIFICATION_ID, EXAMPLE_GTIN } from '../example-ids.js';
import { describedMembers, translate } from '../members.js';
import type { RestOperation } from '../operation.js';
import { gtinParameter } from '../path-parameters.js';
import { requireObject } from '../request-body.js';

const shared = certificationAssignmentMembers;

/** Members of what is created, by a request or by a row of a batch. */
export const createMembers = {
  certification_id: {
    field: 'certificationId',
    title: 'Certification Id',
    description: 'The certification to assign: its id in the short form or as a canonical UUID.',
  },
  ...shared,
  certificate_number: { ...shared.certificate_number, default: '' },
  issuing_body: { ...shared.issuing_body, default: '' },
  verification_url: { ...shared.verification_url, default: '' },
  verification_status: { ...shared.verification_status, default: 'unverified' },
  scope: { ...shared.scope, default: '' },
  certification_value: { ...shared.certification_value, default: '' },
  metadata: {
    ...shared.metadata,
    description: `${shared.metadata.description} Keys with an empty value are dropped; null and \`{}\` attach nothing.`,
  },
} as const;

/** The body of the operation: the rules are those that the service validates with. */
export const certificationAssignmentCreateIn = {
  title: 'CertificationAssignmentCreateIn',
  description: 'A certification to assign to a product: certificate, validity, verification and metadata.',
  type: 'object',
  required: ['certification_id'],
  properties: describedMembers(createMembers, assignCertificationSchema.properties),
  examples: [
    {
      certification_id: EXAMPLE_CERTIFICATION_ID,
      certificate_number: 'EX-2026-0042',
      valid_from: '2026-01-01',
      certificate_countries: ['DE', 'FR'],
    },
  ],
};

/** `POST /products/{gtin}/certifications` */
export const assignCertificationOperation: RestOperation = {
  method: 'post',
  path: '/products/{gtin}/certifications',
  name: 'create_product_certification',
  tag: 'Assignments',
  summary: 'Assign a certification to a product',
  description:
    'Assigns a certification to a product. A product holds a certification once: when several clients assign it at ' +
    'the same time, one gets 201 and the others 409.',
  parameters: [gtinParameter],
  body: certificationAssignmentCreateIn,
  success: {
    status: 201,
    description: 'The certification is assigned.',
    headers: {
      Location: {
        description: 'Path of the assignment, below the GTIN in 14 digits.',
        required: true,
        schema: { type: 'string', format: 'uri-reference' },
        example: `${REST_BASE}/products/${EXAMPLE_GTIN}/certifications/${EXAMPLE_CERTIFICATION_ID}`,
      },
    },
    schema: certificationAssignmentOutSchema,
  },
  async handle({ params: { gtin = '' }, body, principal, database }, pathOf, write) {
    const input = { ...translate(createMembers, requireObject(body)), gtin };
    const assignment = certificationAssignmentOut(
      await assignCertification(database, principal, input, write),
    );
    const location = pathOf(`/products/${toGtin14(gtin)}/certifications/${assignment.id}`);
    return { headers: { location }, body: assignment };
  },
};
