import { findCertification } from '../../services/certifications/find-certifications.js';
import { certificationOut, certificationOutSchema } from '../certification-out.js';
import type { RestOperation } from '../operation.js';
import { idOfCertificationParameter } from '../path-parameters.js';
import { notFoundById } from './not-found-by-id.js';

/** `GET /certifications/{id}` */
export const getCertificationOperation: RestOperation = {
  method: 'get',
  path: '/certifications/{id}',
  name: 'get_certification',
  tag: 'Certifications',
  summary: 'Get a certification',
  description: 'One certification; those of other organizations are not found.',
  parameters: [idOfCertificationParameter],
  success: { status: 200, description: 'The certification.', schema: certificationOutSchema },
  async handle({ params: { id = '' }, principal, database }) {
    const certification = await findCertification(database, principal, id);
    if (certification === null) throw notFoundById('Certification');
    return { body: certificationOut(certification) };
  },
};
