import {
  listCertificationsByPage,
  listCertificationsByPageSchema,
} from '../../services/certifications/list-certifications-by-page.js';
import { certificationOut, certificationOutSchema } from '../certification-out.js';
import { translate } from '../members.js';
import type { RestOperation } from '../operation.js';
import { pageOut, paginationMetaSchema } from '../page-out.js';
import { PAGE_NUMBERS, queryParameters, readQuery } from '../query.js';

const members = {
  label: {
    field: 'label',
    title: 'Label',
    description: 'Certifications whose label contains this text, ignoring case and without wildcards.',
  },
  code: {
    field: 'code',
    title: 'Code',
    description:
      'The certification with exactly this code, ignoring case; that of the own organization before one that all share.',
  },
  certification_body: {
    field: 'certificationBody',
    title: 'Certification Body',
    description: 'Certifications that this body issues: its id in the short form or as a canonical UUID.',
  },
  ordering: {
    field: 'ordering',
    title: 'Ordering',
    description:
      'The order of the certifications, by code point; a minus sign reverses it. Ties are ordered by the other of ' +
      'code and label, then by id.',
  },
  page: {
    field: 'page',
    title: 'Page',
    description: 'Number of the page, starting at 1; a page past the end is empty.',
  },
  page_size: {
    field: 'pageSize',
    title: 'Page Size',
    description: 'Maximum number of certifications in a page.',
  },
} as const;

/** A page of the certifications. */
export const certificationPageSchema = {
  title: 'CertificationPage',
  description: 'A page of the certifications.',
  type: 'object',
  required: ['data', 'pagination'],
  properties: {
    data: {
      title: 'Data',
      description: 'The certifications of the page; empty past the end.',
      type: 'array',
      items: certificationOutSchema,
    },
    pagination: paginationMetaSchema,
  },
} as const;

/** `GET /certifications` */
export const listCertificationsOperation: RestOperation = {
  method: 'get',
  path: '/certifications',
  name: 'list_certifications',
  tag: 'Certifications',
  summary: 'List certifications',
  description:
    'The certifications that all organizations share and those of the own one, in pages. Filters are combined by AND. ' +
    'A parameter may occur once; numbers are written in decimal digits.',
  parameters: queryParameters(members, listCertificationsByPageSchema.properties),
  success: { status: 200, description: 'A page of the certifications.', schema: certificationPageSchema },
  async handle({ url, principal, database }) {
    const input = translate(members, readQuery(url, members, PAGE_NUMBERS));
    return { body: pageOut(await listCertificationsByPage(database, principal, input), certificationOut) };
  },
};
