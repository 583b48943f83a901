import { readUuid } from '../../codecs/short-id.js';
import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import { type NumberedPage, pageNumberSchemas, readPageNumbers } from '../pagination/numbered-page.js';
import type { Principal } from '../principal.js';
import * as fields from '../validation/fields.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { validator } from '../validation/validator.js';
import { certificationBodyName, certificationColumns } from './certification-columns.js';
import { certificationLabelContains } from './comparisons.js';
import type { CertificationWithBodyName } from './find-certifications.js';
import { isNamedByCodeFor, isVisibleTo } from './visibility.js';

/** Orders of certifications; a minus sign turns one around. Equal ones stand in the order of the other, then of the id. */
export type CertificationOrdering = 'label' | 'code' | '-label' | '-code';

/** Which certifications a caller wants to see. */
export interface ListCertificationsByPageInput {
  /** A part of the label, in letters of either case; without wildcards. */
  readonly label?: string;
  /** The whole code, in letters of either case. It names one certification for each caller. */
  readonly code?: string;
  /** The body that issues it, by either form of its id. */
  readonly certificationBody?: string;
  readonly ordering?: CertificationOrdering;
  /** Counts from 1. */
  readonly page?: number;
  readonly pageSize?: number;
}

/** The rules of the arguments, and the values of those that are absent. */
export const listCertificationsByPageSchema = {
  type: 'object',
  properties: {
    label: fields.searchText,
    code: fields.searchText,
    certificationBody: fields.id,
    ordering: { type: 'string', pattern: '^-?(label|code)$', default: 'code' },
    ...pageNumberSchemas,
  },
} as const;

const validate = validator(listCertificationsByPageSchema);

const sortKeys: Record<CertificationOrdering, string> = {
  code: 'c.code, c.label, c.id',
  '-code': 'c.code desc, c.label, c.id',
  label: 'c.label, c.code, c.id',
  '-label': 'c.label desc, c.code, c.id',
};

type Row = { readonly totalCount: string } & (CertificationWithBodyName | { readonly id: null });

/** The page and the number of all certifications in one statement, so that they cannot contradict each other. */
function pageIn(ordering: CertificationOrdering) {
  return prepared<Row>(
    `list_certifications_by_page_${ordering}`,
    `
with found as materialized (
  select * from certification c
  where ${isVisibleTo('$1')}
    and ($2::text is null or ${certificationLabelContains('$2')})
    and ($3::text is null or c.code = $3 and ${isNamedByCodeFor('$1')})
    and (not $4::boolean or c.certification_body_id = $5::uuid))
select (select count(*) from found) as "totalCount", ${certificationColumns}, ${certificationBodyName}
from (select) as always
left join (
  select * from found c order by ${sortKeys[ordering]} limit $6 offset $7::bigint) c on true
order by ${sortKeys[ordering]}`,
  );
}

const statements = {
  code: pageIn('code'),
  '-code': pageIn('-code'),
  label: pageIn('label'),
  '-label': pageIn('-label'),
};

/** A numbered page of the certifications that the caller sees. Throws a 422 for invalid arguments. */
export async function listCertificationsByPage(
  database: Database,
  { organizationId }: Principal,
  unchecked: UncheckedInput<ListCertificationsByPageInput>,
): Promise<NumberedPage<CertificationWithBodyName>> {
  validate(unchecked);
  const input = unchecked as ListCertificationsByPageInput;
  const { page, pageSize, offset } = readPageNumbers(input);
  const { code, label, certificationBody, ordering } = input;
  const statement = statements[ordering ?? listCertificationsByPageSchema.properties.ordering.default];
  const rows = await database.query(statement, [
    organizationId,
    label ?? null,
    code === undefined ? null : upperCaseAscii(code),
    certificationBody !== undefined,
    certificationBody === undefined ? null : readUuid(certificationBody),
    pageSize,
    offset,
  ]);
  const entries = rows.filter((row) => row.id !== null).map(({ totalCount: _, ...entry }) => entry);
  return { entries, page, pageSize, totalCount: Number(rows[0]?.totalCount) };
}
