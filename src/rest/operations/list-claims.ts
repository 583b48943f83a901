import { listClaimsByPage, listClaimsByPageSchema } from '../../services/claims/list-claims-by-page.js';
import { claimOut, claimOutSchema } from '../claim-out.js';
import { translate } from '../members.js';
import type { RestOperation } from '../operation.js';
import { pageOut, paginationMetaSchema } from '../page-out.js';
import { PAGE_NUMBERS, queryParameters, readQuery } from '../query.js';

const members = {
  label: {
    field: 'label',
    title: 'Label',
    description: 'Claims whose label contains this text, ignoring case and without wildcards.',
  },
  code: {
    field: 'code',
    title: 'Code',
    description: 'The claim with exactly this code, ignoring case.',
  },
  category: { field: 'category', title: 'Category', description: 'Claims of this category.' },
  ordering: {
    field: 'ordering',
    title: 'Ordering',
    description:
      'The order of the claims, by code point; a minus sign reverses it. Ties are ordered by code.',
  },
  page: {
    field: 'page',
    title: 'Page',
    description: 'Number of the page, starting at 1; a page past the end is empty.',
  },
  page_size: { field: 'pageSize', title: 'Page Size', description: 'Maximum number of claims in a page.' },
} as const;

const listClaimsParameters = queryParameters(members, listClaimsByPageSchema.properties);

/** A page of the catalogue. */
export const claimPageSchema = {
  title: 'ClaimPage',
  description: 'A page of the catalogue.',
  type: 'object',
  required: ['data', 'pagination'],
  properties: {
    data: {
      title: 'Data',
      description: 'The claims of the page; empty past the end.',
      type: 'array',
      items: claimOutSchema,
    },
    pagination: paginationMetaSchema,
  },
} as const;

/** `GET /claims` */
export const listClaimsOperation: RestOperation = {
  method: 'get',
  path: '/claims',
  name: 'list_claims',
  tag: 'Claims',
  summary: 'List claims',
  description:
    'The catalogue in pages. Filters are combined by AND. A parameter may occur once; numbers are ' +
    'written in decimal digits.',
  parameters: listClaimsParameters,
  success: { status: 200, description: 'A page of the catalogue.', schema: claimPageSchema },
  async handle({ url, database }) {
    const input = translate(members, readQuery(url, members, PAGE_NUMBERS));
    return { body: pageOut(await listClaimsByPage(database, input), claimOut) };
  },
};
