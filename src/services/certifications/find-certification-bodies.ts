import { readUuid } from '../../codecs/short-id.js';
import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import type { CertificationBodyRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import { validator } from '../validation/validator.js';
import { certificationBodyColumns } from './certification-columns.js';

const byIds = prepared<CertificationBodyRecord>(
  'find_certification_bodies',
  `select ${certificationBodyColumns} from certification_body b where b.id = any($1::uuid[])`,
);

const validateId = validator({ type: 'object', properties: { id: fields.id } });

/** The body with this id, in either written form. Throws the 422 of any other text. */
export async function findCertificationBody(
  database: Database,
  id: string,
): Promise<CertificationBodyRecord | null> {
  validateId({ id });
  const uuid = readUuid(id);
  return uuid === null ? null : ((await findCertificationBodies(database, [uuid]))[0] ?? null);
}

/** The bodies with these UUIDs, in any order; unknown ones are left out. */
export function findCertificationBodies(
  database: Database,
  ids: readonly string[],
): Promise<CertificationBodyRecord[]> {
  return database.query(byIds, [ids]);
}
