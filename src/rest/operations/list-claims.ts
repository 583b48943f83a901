import {
  listClaimsByPage,
  listClaimsByPageSchema,
  type NumberedPage,
} from '../../services/claims/list-claims-by-page.js';
import { claimOut, claimOutSchema } from '../claim-out.js';
import type { ShapeOf } from '../json-schema.js';
import { describedMembers, translate } from '../members.js';
import type { RestOperation } from '../operation.js';
import { readQuery } from '../query.js';

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

/** Parameters of the query: the rules are those that the service validates with. */
const listClaimsParameters = Object.entries(describedMembers(members, listClaimsByPageSchema.properties)).map(
  ([name, schema]) => ({
    in: 'query',
    name,
    required: false,
    description: members[name as keyof typeof members].description,
    schema,
  }),
);

/** Position of a page in its list. */
export const paginationMetaSchema = {
  title: 'PaginationMeta',
  description: 'Position of a page in its list.',
  type: 'object',
  required: ['page', 'page_size', 'total_count', 'total_pages', 'has_next', 'has_previous'],
  properties: {
    page: { title: 'Page', description: 'Number of the page, starting at 1.', type: 'integer' },
    page_size: { title: 'Page Size', description: 'Maximum number of entries in a page.', type: 'integer' },
    total_count: { title: 'Total Count', description: 'Entries on all pages.', type: 'integer' },
    total_pages: {
      title: 'Total Pages',
      description: 'Number of pages with entries; 0 for an empty list.',
      type: 'integer',
    },
    has_next: { title: 'Has Next', description: 'Whether a later page has entries.', type: 'boolean' },
    has_previous: {
      title: 'Has Previous',
      description: 'Whether this is not the first page.',
      type: 'boolean',
    },
  },
  examples: [
    { page: 1, page_size: 25, total_count: 342, total_pages: 14, has_next: true, has_previous: false },
  ],
} as const;

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

/** Shapes a page for an answer. */
function pageOut({ claims, page, pageSize, totalCount }: NumberedPage): ShapeOf<typeof claimPageSchema> {
  const totalPages = Math.ceil(totalCount / pageSize);
  return {
    data: claims.map(claimOut),
    pagination: {
      page,
      page_size: pageSize,
      total_count: totalCount,
      total_pages: totalPages,
      has_next: page < totalPages,
      has_previous: page > 1,
    },
  };
}

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
    const input = translate(members, readQuery(url, members, ['page', 'page_size']));
    return { body: pageOut(await listClaimsByPage(database, input)) };
  },
};
