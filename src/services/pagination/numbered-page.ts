/** A numbered page of a catalogue. One past the end is empty. */
export interface NumberedPage<Entry> {
  readonly entries: readonly Entry[];
  readonly page: number;
  readonly pageSize: number;
  /** How many entries fit the filters on all pages. */
  readonly totalCount: number;
}

/** The rules of number and size of a page, and their values when they are absent. */
export const pageNumberSchemas = {
  page: { type: 'integer', minimum: 1, maximum: 2_147_483_647, default: 1 },
  pageSize: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
} as const;

/** Number and size of a page, and how many entries are passed over for it. */
export function readPageNumbers(input: { readonly page?: number; readonly pageSize?: number }) {
  const page = input.page ?? pageNumberSchemas.page.default;
  const pageSize = input.pageSize ?? pageNumberSchemas.pageSize.default;
  return { page, pageSize, offset: (page - 1) * pageSize };
}
