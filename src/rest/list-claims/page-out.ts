import type { NumberedPage } from '../../services/claims/list-claims-by-page.js';
import { claimOut, claimOutSchema } from '../claim-out.js';
import type { ShapeOf } from '../openapi/shape-of.js';

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
export function pageOut({
  claims,
  page,
  pageSize,
  totalCount,
}: NumberedPage): ShapeOf<typeof claimPageSchema> {
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
