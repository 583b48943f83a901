import { readUuid } from '../../codecs/short-id.js';
import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { claimColumns } from '../columns.js';
import type { ClaimRecord } from '../records.js';
import * as fields from '../validation/fields.js';
import { validator } from '../validation/validator.js';
import { upperCaseAscii } from './comparisons.js';

const byIds = prepared<ClaimRecord>(
  'find_claims',
  `select ${claimColumns} from claim c where c.id = any($1::uuid[])`,
);

const byCode = prepared<ClaimRecord>(
  'find_claim_by_code',
  `select ${claimColumns} from claim c where c.code = $1`,
);

const byCodes = prepared<ClaimRecord>(
  'find_claims_by_codes',
  `select ${claimColumns} from claim c where c.code = any($1::text[])`,
);

const validateId = validator({ type: 'object', properties: { id: fields.id } });
const validateCode = validator({ type: 'object', properties: { code: fields.searchText } });

/** The claim with this id, in either written form. Throws the 422 of any other text. */
export async function findClaim(database: Database, id: string): Promise<ClaimRecord | null> {
  validateId({ id });
  const uuid = readUuid(id);
  return uuid === null ? null : ((await findClaims(database, [uuid]))[0] ?? null);
}

/** The claims with these UUIDs, in any order; unknown ones are left out. */
export function findClaims(database: Database, ids: readonly string[]): Promise<ClaimRecord[]> {
  return database.query(byIds, [ids]);
}

/** The claim with this code, whatever the case of its letters. Throws a 422 for an invalid text. */
export async function findClaimByCode(database: Database, code: string): Promise<ClaimRecord | null> {
  validateCode({ code });
  const [claim] = await database.query(byCode, [upperCaseAscii(code)]);
  return claim ?? null;
}

/** The claims with these codes in upper case, in any order; unknown ones are left out. */
export function findClaimsByCodes(database: Database, codes: readonly string[]): Promise<ClaimRecord[]> {
  return database.query(byCodes, [codes]);
}
