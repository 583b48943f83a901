import { updateCertificationAssignment } from '../../services/certification-assignments/update-certification-assignment.js';
import { updateCertificationAssignmentSchema } from '../../services/certification-assignments/update-certification-assignment-input.js';
import { certificationAssignmentMembers } from '../certification-assignment-members.js';
import {
  certificationAssignmentOut,
  certificationAssignmentOutSchema,
} from '../certification-assignment-out.js';
import { describedMembers, translate } from '../members.js';
import type { RestOperation } from '../operation.js';
import { certificationIdParameter, gtinParameter } from '../path-parameters.js';
import { requireObject } from '../request-body.js';

const members = {
  ...certificationAssignmentMembers,
  metadata: {
    ...certificationAssignmentMembers.metadata,
    description:
      `${certificationAssignmentMembers.metadata.description} It is merged into what is there: an empty value ` +
      'deletes its key, null and `{}` clear everything. At most 50 keys may be there afterwards.',
  },
} as const;

/** The body of the operation: the rules are those that the service validates with. */
export const certificationAssignmentUpdateIn = {
  title: 'CertificationAssignmentUpdateIn',
  description: 'Changes of an assignment. Absent members stay unchanged.',
  type: 'object',
  properties: describedMembers(members, updateCertificationAssignmentSchema.properties),
  examples: [{ expiration_date: '2027-12-31', verification_status: 'verified', metadata: { lot: '12' } }],
};

/** `PATCH /products/{gtin}/certifications/{certification_id}` */
export const updateCertificationAssignmentOperation: RestOperation = {
  method: 'patch',
  path: '/products/{gtin}/certifications/{certification_id}',
  name: 'update_product_certification',
  tag: 'Assignments',
  summary: 'Update a certification assignment',
  description:
    'Changes the members that are sent; `{}` changes nothing. The assignment after the change must be valid: its last day is not before its first.',
  parameters: [gtinParameter, certificationIdParameter],
  body: certificationAssignmentUpdateIn,
  success: {
    status: 200,
    description: 'The assignment after the change.',
    schema: certificationAssignmentOutSchema,
  },
  async handle(
    { params: { gtin, certification_id: certificationId }, body, principal, database },
    _pathOf,
    write,
  ) {
    const input = { ...translate(members, requireObject(body)), gtin, certificationId };
    return {
      body: certificationAssignmentOut(
        await updateCertificationAssignment(database, principal, input, write),
      ),
    };
  },
};
