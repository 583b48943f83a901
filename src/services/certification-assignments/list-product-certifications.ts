import type { Database } from '../../database/database.js';
import { prepared, withLargeRows } from '../../database/statement.js';
import type { VerificationStatus } from '../../entities/certification-assignment.js';
import { productNotFound } from '../assignments/assignment-problems.js';
import { isActiveSql } from '../assignments/validity.js';
import { certificationColumns, toCertification } from '../certifications/certification-columns.js';
import { isVisibleTo } from '../certifications/visibility.js';
import type { Principal } from '../principal.js';
import type { CertificationAssignmentRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import { readGtin } from '../validation/read-gtin.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import { issueFinder, refuse } from '../validation/validator.js';
import {
  type CertificationAssignmentRow,
  certificationAssignmentColumns,
  toCertificationAssignment,
} from './certification-assignment-columns.js';

/** Orders of a product's certifications; a minus sign turns one around. Equal ones stand in the order of their ids. */
export type ProductCertificationOrdering = 'label' | '-label' | 'expiry_date' | '-expiry_date';

/** Which certifications of a product a caller wants to see. */
export interface ListProductCertificationsInput {
  readonly gtin: string;
  readonly verificationStatus?: VerificationStatus;
  /** Whether the certificate is valid today (UTC), or is not. */
  readonly isActive?: boolean;
  readonly ordering?: ProductCertificationOrdering;
}

/** The rules of the arguments, and the values of those that are absent. */
export const listProductCertificationsSchema = {
  type: 'object',
  required: ['gtin'],
  properties: {
    gtin: fields.gtin,
    verificationStatus: fields.verificationStatus,
    isActive: { type: 'boolean' },
    ordering: { type: 'string', pattern: '^-?(expiry_date|label)$', default: 'label' },
  },
} as const;

const findIssues = issueFinder(listProductCertificationsSchema);

/** Dates that are open are the last in either direction. */
const sortKeys: Record<ProductCertificationOrdering, string> = {
  label: 'c.label, c.id',
  '-label': 'c.label desc, c.id',
  expiry_date: 'a.expiration_date nulls last, c.id',
  '-expiry_date': 'a.expiration_date desc nulls last, c.id',
};

function all(ordering: ProductCertificationOrdering) {
  return withLargeRows(
    prepared<CertificationAssignmentRow | { gtin: null }>(
      `list_all_product_certifications_${ordering}`,
      `select ${certificationAssignmentColumns()}, ${certificationColumns}
from product p
left join (certification_assignment a join certification c on c.id = a.certification_id)
  on a.gtin = p.gtin and ${isVisibleTo('$2')} and ($3::text is null or a.verification_status = $3)
  and ($4::boolean is null or (${isActiveSql('a', 'current_date')}) = $4)
where p.gtin = $1
order by ${sortKeys[ordering]}`,
    ),
  );
}

const statements = {
  label: all('label'),
  '-label': all('-label'),
  expiry_date: all('expiry_date'),
  '-expiry_date': all('-expiry_date'),
};

/** Every visible certification of one product that fits the arguments. Throws 422 and 404 problems. */
export async function listProductCertifications(
  database: Database,
  { organizationId }: Principal,
  unchecked: UncheckedInput<ListProductCertificationsInput>,
): Promise<CertificationAssignmentRecord[]> {
  refuse(findIssues(unchecked));
  const input = unchecked as unknown as ListProductCertificationsInput;
  const statement = statements[input.ordering ?? listProductCertificationsSchema.properties.ordering.default];
  const rows = await database.query(statement, [
    readGtin(input.gtin),
    organizationId,
    input.verificationStatus ?? null,
    input.isActive ?? null,
  ]);
  if (rows.length === 0) throw productNotFound({ product: 'gtin' });
  return rows
    .filter((row): row is CertificationAssignmentRow => row.gtin !== null)
    .map((row) => toCertificationAssignment(row, toCertification(row)));
}
