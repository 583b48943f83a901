import type { NumberedPage } from '../services/pagination/numbered-page.js';
import type { ShapeOf } from './json-schema.js';

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

/** Shapes a page for an answer. */
export function pageOut<Entry, Out>(
  { entries, page, pageSize, totalCount }: NumberedPage<Entry>,
  entryOut: (entry: Entry) => Out,
): { readonly data: readonly Out[]; readonly pagination: ShapeOf<typeof paginationMetaSchema> } {
  const totalPages = Math.ceil(totalCount / pageSize);
  return {
    data: entries.map(entryOut),
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
