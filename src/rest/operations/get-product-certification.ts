import { findProductCertification } from '../../services/certification-assignments/find-product-certification.js';
import {
  certificationAssignmentOut,
  certificationAssignmentOutSchema,
} from '../certification-assignment-out.js';
import type { RestOperation } from '../operation.js';
import { certificationIdParameter, gtinParameter } from '../path-parameters.js';

/** `GET /products/{gtin}/certifications/{certification_id}` */
export const getProductCertificationOperation: RestOperation = {
  method: 'get',
  path: '/products/{gtin}/certifications/{certification_id}',
  name: 'get_product_certification',
  tag: 'Assignments',
  summary: 'Get a certification of a product',
  description: 'One certification that a product holds.',
  isExtension: true,
  parameters: [gtinParameter, certificationIdParameter],
  success: {
    status: 200,
    description: 'The certification and its assignment to the product.',
    schema: certificationAssignmentOutSchema,
  },
  async handle({ params: { gtin, certification_id: certificationId }, principal, database }) {
    const assignment = await findProductCertification(database, principal, { gtin, certificationId });
    return { body: certificationAssignmentOut(assignment) };
  },
};
