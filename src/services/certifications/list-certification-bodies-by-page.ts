import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { type NumberedPage, pageNumberSchemas, readPageNumbers } from '../pagination/numbered-page.js';
import type { CertificationBodyRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { validator } from '../validation/validator.js';
import { certificationBodyColumns } from './certification-columns.js';
import { bodyNameContains } from './comparisons.js';

/** Orders of certification bodies; a minus sign turns one around. Names are unique. */
export type CertificationBodyOrdering = 'name' | '-name';

/** Which certification bodies a caller wants to see. */
export interface ListCertificationBodiesByPageInput {
  /** A part of the name, in letters of either case; without wildcards. */
  readonly name?: string;
  readonly ordering?: CertificationBodyOrdering;
  /** Counts from 1. */
  readonly page?: number;
  readonly pageSize?: number;
}

/** The rules of the arguments, and the values of those that are absent. */
export const listCertificationBodiesByPageSchema = {
  type: 'object',
  properties: {
    name: fields.searchText,
    ordering: { type: 'string', pattern: '^-?name$', default: 'name' },
    ...pageNumberSchemas,
  },
} as const;

const validate = validator(listCertificationBodiesByPageSchema);

type Row = { readonly totalCount: string } & (CertificationBodyRecord | { readonly id: null });

/** The page and the number of all bodies in one statement, so that they cannot contradict each other. */
function pageIn(ordering: CertificationBodyOrdering) {
  const order = ordering === 'name' ? 'b.name' : 'b.name desc';
  return prepared<Row>(
    `list_certification_bodies_by_page_${ordering}`,
    `
with found as materialized (
  select * from certification_body b where $1::text is null or ${bodyNameContains('$1')})
select (select count(*) from found) as "totalCount", ${certificationBodyColumns}
from (select) as always
left join (select * from found b order by ${order} limit $2 offset $3::bigint) b on true
order by ${order}`,
  );
}

const statements = { name: pageIn('name'), '-name': pageIn('-name') };

/** A numbered page of the certification bodies. Throws a 422 for invalid arguments. */
export async function listCertificationBodiesByPage(
  database: Database,
  unchecked: UncheckedInput<ListCertificationBodiesByPageInput>,
): Promise<NumberedPage<CertificationBodyRecord>> {
  validate(unchecked);
  const input = unchecked as ListCertificationBodiesByPageInput;
  const { page, pageSize, offset } = readPageNumbers(input);
  const statement =
    statements[input.ordering ?? listCertificationBodiesByPageSchema.properties.ordering.default];
  const rows = await database.query(statement, [input.name ?? null, pageSize, offset]);
  const entries = rows.filter((row) => row.id !== null).map(({ totalCount: _, ...entry }) => entry);
  return { entries, page, pageSize, totalCount: Number(rows[0]?.totalCount) };
}
