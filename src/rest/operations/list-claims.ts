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
    description: 'Claims whose label has this text in it, in letters of either case; without wildcards.',
  },
  code: {
    field: 'code',
    title: 'Code',
    description: 'The claim with exactly this code, in letters of either case.',
  },
  category: { field: 'category', title: 'Category', description: 'Claims of this category.' },
  ordering: {
    field: 'ordering',
    title: 'Ordering',
    description:
      'What the claims are ordered by, by code point; a minus sign turns the order around. Equal labels stand ' +
      'in the order of their codes.',
  },
  page: { field: 'page', title: 'Page', description: 'Which page, from 1 on; empty past the end.' },
  page_size: { field: 'pageSize', title: 'Page Size', description: 'Most claims of a page.' },
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

/** Where a page stands in its list. */
export const paginationMetaSchema = {
  title: 'PaginationMeta',
  description: 'Where a page stands in its list.',
  type: 'object',
  required: ['page', 'page_size', 'total_count', 'total_pages', 'has_next', 'has_previous'],
  properties: {
    page: { title: 'Page', description: 'Number of the page, from 1 on.', type: 'integer' },
    page_size: { title: 'Page Size', description: 'Most entries of a page.', type: 'integer' },
    total_count: { title: 'Total Count', description: 'Entries on all pages.', type: 'integer' },
    total_pages: {
      title: 'Total Pages',
      description: 'How many pages have entries; 0 for an empty list.',
      type: 'integer',
    },
    has_next: { title: 'Has Next', description: 'A later page has entries.', type: 'boolean' },
    has_previous: { title: 'Has Previous', description: 'This is not the first page.', type: 'boolean' },
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
    'The catalogue in pages. Filters narrow it down together. A parameter may be given once; numbers are ' +
    'written in decimal digits.',
  parameters: listClaimsParameters,
  success: { status: 200, description: 'A page of the catalogue.', schema: claimPageSchema },
  async handle({ url, database }) {
    const input = translate(members, readQuery(url, members, ['page', 'page_size']));
    return { body: pageOut(await listClaimsByPage(database, input)) };
  },
};
