import { readUuid } from '../../codecs/short-id.js';
import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { upperCaseAscii } from '../claims/comparisons.js';
import type { Principal } from '../principal.js';
import type { CertificationRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import { validator } from '../validation/validator.js';
import { certificationBodyName, certificationColumns } from './certification-columns.js';
import { isNamedByCodeFor, isVisibleTo } from './visibility.js';

/** A certification with the name of the body that issues it; null where none is named. */
export type CertificationWithBodyName = CertificationRecord & {
  readonly certificationBodyName: string | null;
};

const byIds = prepared<CertificationWithBodyName>(
  'find_certifications',
  `select ${certificationColumns}, ${certificationBodyName}
from certification c where c.id = any($1::uuid[]) and ${isVisibleTo('$2')}`,
);

const byCode = prepared<CertificationRecord>(
  'find_certification_by_code',
  `select ${certificationColumns} from certification c where c.code = $1 and ${isNamedByCodeFor('$2')}`,
);

const validateId = validator({ type: 'object', properties: { id: fields.id } });
const validateCode = validator({ type: 'object', properties: { code: fields.searchText } });

/** The visible certification with this id, in either written form. Throws the 422 of any other text. */
export async function findCertification(
  database: Database,
  principal: Principal,
  id: string,
): Promise<CertificationWithBodyName | null> {
  validateId({ id });
  const uuid = readUuid(id);
  return uuid === null ? null : ((await findCertifications(database, principal, [uuid]))[0] ?? null);
}

/** The certifications with these UUIDs, in any order; unknown ones and those of other organizations are left out. */
export function findCertifications(
  database: Database,
  { organizationId }: Principal,
  ids: readonly string[],
): Promise<CertificationWithBodyName[]> {
  return database.query(byIds, [ids, organizationId]);
}

/**
 * The certification that this code names for the caller, whatever the case of its letters: its organization's own before
 * one that all share. Throws a 422 for an invalid text.
 */
export async function findCertificationByCode(
  database: Database,
  { organizationId }: Principal,
  code: string,
): Promise<CertificationRecord | null> {
  validateCode({ code });
  const [certification] = await database.query(byCode, [upperCaseAscii(code), organizationId]);
  return certification ?? null;
}
