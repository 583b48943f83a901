import { readUuid } from '../../codecs/short-id.js';
import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { claimColumns } from '../columns.js';
import * as fields from '../validation/fields.js';
import { refuse, validator } from '../validation/validator.js';
import type { ClaimRecord } from '../records.js';

const byIds = prepared<ClaimRecord>(
  'find_claims',
  `select ${claimColumns} from claim c where c.id = any($1::uuid[])`,
);

const byCode = prepared<ClaimRecord>(
  'find_claim_by_code',
  `select ${claimColumns} from claim c where c.code = $1`,
);

const idIssues = validator({ type: 'object', properties: { id: fields.id } });
const codeIssues = validator({ type: 'object', properties: { code: fields.searchText } });

/** The claim with this id, in either written form. Throws the 422 of any other text. */
export async function findClaim(database: Database, id: string): Promise<ClaimRecord | null> {
  refuse(idIssues({ id }));
  const uuid = readUuid(id);
  return uuid === null ? null : ((await findClaims(database, [uuid]))[0] ?? null);
}

/** The claims with these UUIDs, in any order; unknown ones are left out. */
export function findClaims(database: Database, ids: readonly string[]): Promise<ClaimRecord[]> {
  return database.query(byIds, [ids]);
}

/** The claim with this code, whatever the case of its letters. Throws the 422 of a wrong text. */
export async function findClaimByCode(database: Database, code: string): Promise<ClaimRecord | null> {
  refuse(codeIssues({ code }));
  const [claim] = await database.query(byCode, [upperCaseAscii(code)]);
  return claim ?? null;
}

/** Codes are ASCII: other letters must not turn into ASCII ones by way of their upper case. */
export function upperCaseAscii(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}
