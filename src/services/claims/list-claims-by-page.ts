import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { claimCategories } from '../../entities/claim.js';
import { claimColumns } from '../columns.js';
import { type NumberedPage, pageNumberSchemas, readPageNumbers } from '../pagination/numbered-page.js';
import type { ClaimRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { validator } from '../validation/validator.js';
import { labelContains, upperCaseAscii } from './comparisons.js';

/** Orders of the catalogue; a minus sign turns one around. Equal labels stand in the order of their codes. */
export type ClaimOrdering = 'label' | 'code' | '-label' | '-code';

/** Which part of the catalogue a caller wants to see. */
export interface ListClaimsByPageInput {
  /** A part of the label, in letters of either case; without wildcards. */
  readonly label?: string;
  /** The whole code, in letters of either case. */
  readonly code?: string;
  readonly category?: string;
  readonly ordering?: ClaimOrdering;
  /** Counts from 1. */
  readonly page?: number;
  readonly pageSize?: number;
}

/** Category of a claim. */
export const claimCategory = { type: 'string', enum: claimCategories } as const;

/** The rules of the arguments, and the values of those that are absent. */
export const listClaimsByPageSchema = {
  type: 'object',
  properties: {
    label: fields.searchText,
    code: fields.searchText,
    category: claimCategory,
    ordering: { type: 'string', pattern: '^-?(label|code)$', default: 'code' },
    ...pageNumberSchemas,
  },
} as const;

const validate = validator(listClaimsByPageSchema);

const sortKeys: Record<ClaimOrdering, string> = {
  code: 'c.code',
  '-code': 'c.code desc',
  label: 'c.label, c.code',
  '-label': 'c.label desc, c.code',
};

type Row = { readonly totalCount: string } & (ClaimRecord | { readonly id: null });

/** The page and the number of all claims in one statement, so that they cannot contradict each other. */
function pageIn(ordering: ClaimOrdering) {
  return prepared<Row>(
    `list_claims_by_page_${ordering}`,
    `
with found as materialized (
  select * from claim c
  where ($1::text is null or ${labelContains('$1')})
    and ($2::text is null or c.code = $2)
    and ($3::text is null or c.category = $3))
select (select count(*) from found) as "totalCount", ${claimColumns}
from (select) as always
left join (
  select * from found c order by ${sortKeys[ordering]} limit $4 offset $5::bigint) c on true
order by ${sortKeys[ordering]}`,
  );
}

const statements = {
  code: pageIn('code'),
  '-code': pageIn('-code'),
  label: pageIn('label'),
  '-label': pageIn('-label'),
};

/** A numbered page of the catalogue. Throws a 422 for invalid arguments. */
export async function listClaimsByPage(
  database: Database,
  unchecked: UncheckedInput<ListClaimsByPageInput>,
): Promise<NumberedPage<ClaimRecord>> {
  validate(unchecked);
  const input = unchecked as ListClaimsByPageInput;
  const defaults = listClaimsByPageSchema.properties;
  const { page, pageSize, offset } = readPageNumbers(input);
  const rows = await database.query(statements[input.ordering ?? defaults.ordering.default], [
    input.label ?? null,
    input.code === undefined ? null : upperCaseAscii(input.code),
    input.category ?? null,
    pageSize,
    offset,
  ]);
  const entries = rows.filter((row) => row.id !== null).map(({ totalCount: _, ...claim }) => claim);
  return { entries, page, pageSize, totalCount: Number(rows[0]?.totalCount) };
}
