import type { Database } from '../../../database/database.js';
import { prepared } from '../../../database/statement.js';
import { claimColumns } from '../../columns.js';
import type { ClaimRecord } from '../../records.js';
import type { AssignmentKey } from '../assignment-key.js';

const byIdsOrCodes = prepared<ClaimRecord>(
  'find_claims_of_batch',
  `select ${claimColumns} from claim c where c.id = any($1::uuid[])
union select ${claimColumns} from claim c where c.code = any($2::text[])`,
);

/** The claims that the rows of a batch name. */
export class BatchClaims {
  private readonly byId: ReadonlyMap<string, ClaimRecord>;
  private readonly byCode: ReadonlyMap<string, ClaimRecord>;

  /** @param all each claim once. */
  constructor(readonly all: readonly ClaimRecord[]) {
    this.byId = new Map(all.map((claim) => [claim.id, claim]));
    this.byCode = new Map(all.map((claim) => [claim.code, claim]));
  }

  /** Looks up the claims of these keys, by one statement. */
  static async find(database: Database, keys: readonly AssignmentKey[]): Promise<BatchClaims> {
    const ids = new Set(keys.flatMap(({ claimId }) => claimId ?? []));
    const codes = new Set(keys.flatMap(({ claimCode }) => claimCode ?? []));
    return new BatchClaims(await database.query(byIdsOrCodes, [[...ids], [...codes]]));
  }

  /** The claim that a key names; undefined for an unknown one. */
  of({ claimId, claimCode }: AssignmentKey): ClaimRecord | undefined {
    if (claimCode !== undefined) return this.byCode.get(claimCode);
    return claimId === null ? undefined : this.byId.get(claimId);
  }
}
