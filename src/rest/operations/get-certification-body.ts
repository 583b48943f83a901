import { findCertificationBody } from '../../services/certifications/find-certification-bodies.js';
import { certificationBodyOut, certificationBodyOutSchema } from '../certification-body-out.js';
import type { RestOperation } from '../operation.js';
import { idOfCertificationBodyParameter } from '../path-parameters.js';
import { notFoundById } from './not-found-by-id.js';

/** `GET /certification-bodies/{id}` */
export const getCertificationBodyOperation: RestOperation = {
  method: 'get',
  path: '/certification-bodies/{id}',
  name: 'get_certification_body',
  tag: 'Certification Bodies',
  summary: 'Get a certification body',
  description: 'One organization that issues certifications.',
  parameters: [idOfCertificationBodyParameter],
  success: { status: 200, description: 'The certification body.', schema: certificationBodyOutSchema },
  async handle({ params: { id = '' }, database }) {
    const body = await findCertificationBody(database, id);
    if (body === null) throw notFoundById('Certification body');
    return { body: certificationBodyOut(body) };
  },
};
