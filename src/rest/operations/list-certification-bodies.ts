import {
  listCertificationBodiesByPage,
  listCertificationBodiesByPageSchema,
} from '../../services/certifications/list-certification-bodies-by-page.js';
import { certificationBodyOut, certificationBodyOutSchema } from '../certification-body-out.js';
import { translate } from '../members.js';
import type { RestOperation } from '../operation.js';
import { pageOut, paginationMetaSchema } from '../page-out.js';
import { PAGE_NUMBERS, queryParameters, readQuery } from '../query.js';

const members = {
  name: {
    field: 'name',
    title: 'Name',
    description: 'Bodies whose name contains this text, ignoring case and without wildcards.',
  },
  ordering: {
    field: 'ordering',
    title: 'Ordering',
    description: 'The order of the bodies, by code point; a minus sign reverses it.',
  },
  page: {
    field: 'page',
    title: 'Page',
    description: 'Number of the page, starting at 1; a page past the end is empty.',
  },
  page_size: { field: 'pageSize', title: 'Page Size', description: 'Maximum number of bodies in a page.' },
} as const;

/** A page of the certification bodies. */
export const certificationBodyPageSchema = {
  title: 'CertificationBodyPage',
  description: 'A page of the certification bodies.',
  type: 'object',
  required: ['data', 'pagination'],
  properties: {
    data: {
      title: 'Data',
      description: 'The bodies of the page; empty past the end.',
      type: 'array',
      items: certificationBodyOutSchema,
    },
    pagination: paginationMetaSchema,
  },
} as const;

/** `GET /certification-bodies` */
export const listCertificationBodiesOperation: RestOperation = {
  method: 'get',
  path: '/certification-bodies',
  name: 'list_certification_bodies',
  tag: 'Certification Bodies',
  summary: 'List certification bodies',
  description:
    'The organizations that issue certifications, in pages, ordered by name. A parameter may occur once; numbers are ' +
    'written in decimal digits.',
  parameters: queryParameters(members, listCertificationBodiesByPageSchema.properties),
  success: {
    status: 200,
    description: 'A page of the certification bodies.',
    schema: certificationBodyPageSchema,
  },
  async handle({ url, database }) {
    const input = translate(members, readQuery(url, members, PAGE_NUMBERS));
    return { body: pageOut(await listCertificationBodiesByPage(database, input), certificationBodyOut) };
  },
};
