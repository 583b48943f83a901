import { removeCertificationAssignment } from '../../services/certification-assignments/remove-certification-assignment.js';
import type { RestOperation } from '../operation.js';
import { certificationIdParameter, gtinParameter } from '../path-parameters.js';

/** `DELETE /products/{gtin}/certifications/{certification_id}` */
export const removeCertificationAssignmentOperation: RestOperation = {
  method: 'delete',
  path: '/products/{gtin}/certifications/{certification_id}',
  name: 'delete_product_certification',
  tag: 'Assignments',
  summary: 'Remove a certification from a product',
  description: 'Removes the assignment. The certification can be assigned again afterwards.',
  parameters: [gtinParameter, certificationIdParameter],
  success: { status: 204, description: 'The certification is removed from the product.' },
  async handle({ params: { gtin, certification_id: certificationId }, principal, database }, _pathOf, write) {
    await removeCertificationAssignment(database, principal, { gtin, certificationId }, write);
    return {};
  },
};
