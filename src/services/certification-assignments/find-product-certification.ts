import type { Database } from '../../database/database.js';
import { pipelined } from '../../database/statement.js';
import { productNotFound } from '../assignments/assignment-problems.js';
import { certificationJson } from '../certifications/certification-columns.js';
import { isVisibleTo } from '../certifications/visibility.js';
import type { Principal } from '../principal.js';
import type { CertificationAssignmentRecord, CertificationRecord } from '../records.js';
import type { UncheckedInput } from '../validation/unchecked-input.js';
import {
  certificationAssignmentColumns,
  toCertificationAssignment,
} from './certification-assignment-columns.js';
import {
  type CertificationAssignmentName,
  readCertificationAssignmentKey,
} from './certification-assignment-key.js';
import { certificationNotFound, notCertified } from './certification-assignment-problems.js';

type Answer = { readonly productFound: boolean; readonly certification: CertificationRecord | null } & (
  | Omit<CertificationAssignmentRecord, 'product' | 'certification'>
  | { readonly gtin: null }
);

const find = pipelined<Answer>(
  'reads',
  'find_product_certification',
  `
select exists (select from product where gtin = $1) as "productFound", ${certificationJson} as certification,
  ${certificationAssignmentColumns()}
from (select) as always
left join certification c on c.id = $2::uuid and ${isVisibleTo('$3')}
left join certification_assignment a on a.gtin = $1 and a.certification_id = c.id`,
);

/**
 * One certification of a product. Throws 422, 404 for the product, 404 for the certification and for one that the
 * product does not hold.
 */
export async function findProductCertification(
  database: Database,
  { organizationId }: Principal,
  unchecked: UncheckedInput<CertificationAssignmentName>,
): Promise<CertificationAssignmentRecord> {
  const { gtin, certificationId, places } = readCertificationAssignmentKey(unchecked);
  const [answer] = await database.query(find, [gtin, certificationId, organizationId]);
  if (!answer?.productFound) throw productNotFound(places);
  if (answer.certification === null) throw certificationNotFound(places);
  if (answer.gtin === null) throw notCertified(places);
  return toCertificationAssignment(answer, answer.certification);
}
