import {
  listProductCertifications,
  listProductCertificationsSchema,
} from '../../services/certification-assignments/list-product-certifications.js';
import {
  certificationAssignmentOut,
  certificationAssignmentOutSchema,
} from '../certification-assignment-out.js';
import { translate } from '../members.js';
import type { RestOperation } from '../operation.js';
import { gtinParameter } from '../path-parameters.js';
import { queryParameters, readQuery } from '../query.js';

const members = {
  verification_status: {
    field: 'verificationStatus',
    title: 'Verification Status',
    description: 'Certifications with this verification status.',
  },
  is_active: {
    field: 'isActive',
    title: 'Is Active',
    description: '`true`: certificates that are valid today (UTC); `false`: those that are not.',
  },
  ordering: {
    field: 'ordering',
    title: 'Ordering',
    description:
      'The order of the certifications; a minus sign reverses it. Ties are ordered by id; certificates that do not ' +
      'expire are the last in either direction.',
  },
} as const;

/** `GET /products/{gtin}/certifications` */
export const listProductCertificationsOperation: RestOperation = {
  method: 'get',
  path: '/products/{gtin}/certifications',
  name: 'list_product_certifications',
  tag: 'Assignments',
  summary: 'List the certifications of a product',
  description:
    'The certifications that a product holds, including expired ones, unless parameters say otherwise.',
  parameters: [gtinParameter, ...queryParameters(members, listProductCertificationsSchema.properties)],
  success: {
    status: 200,
    description: 'The certifications of the product, all of them; empty when it holds none.',
    schema: { type: 'array', items: certificationAssignmentOutSchema },
  },
  async handle({ params: { gtin = '' }, url, principal, database }) {
    const input = { ...translate(members, readQuery(url, members, { booleans: ['is_active'] })), gtin };
    const certifications = await listProductCertifications(database, principal, input);
    return { body: certifications.map(certificationAssignmentOut) };
  },
};
