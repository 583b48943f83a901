import type { Database } from '../../../database/database.js';
import { prepared } from '../../../database/statement.js';
import { certificationColumns, toCertification } from '../../certifications/certification-columns.js';
import { isNamedByCodeFor, isVisibleTo } from '../../certifications/visibility.js';
import type { Principal } from '../../principal.js';
import type { CertificationRecord } from '../../records.js';
import type { CertificationAssignmentKey } from '../certification-assignment-key.js';

/** A certification, and whether its code has named it: for the caller, a code names one of those that have it. */
export type NamedCertification = CertificationRecord & { readonly isByCode: boolean };

const byIdsOrCodes = prepared<NamedCertification>(
  'find_certifications_of_batch',
  `select ${certificationColumns}, false as "isByCode"
from certification c where c.id = any($1::uuid[]) and ${isVisibleTo('$3')}
union all select ${certificationColumns}, true
from certification c where c.code = any($2::text[]) and ${isNamedByCodeFor('$3')}`,
);

/** The certifications that the rows of a batch name, as far as they exist for the caller. */
export class BatchCertifications {
  private readonly byId = new Map<string, CertificationRecord>();
  private readonly byCode = new Map<string, CertificationRecord>();

  /** @param named what the rows name by id, and what they name by code. */
  constructor(readonly named: readonly NamedCertification[]) {
    for (const row of named) {
      const certification = toCertification(row);
      if (row.isByCode) this.byCode.set(certification.code, certification);
      else this.byId.set(certification.id, certification);
    }
  }

  /** Looks up the certifications of these keys, by one statement. */
  static async find(
    database: Database,
    { organizationId }: Principal,
    keys: readonly CertificationAssignmentKey[],
  ): Promise<BatchCertifications> {
    if (keys.length === 0) return new BatchCertifications([]);
    const ids = new Set(keys.flatMap(({ certificationId }) => certificationId ?? []));
    const codes = new Set(keys.flatMap(({ certificationCode }) => certificationCode ?? []));
    const values = [[...ids], [...codes], organizationId];
    return new BatchCertifications(await database.query(byIdsOrCodes, values));
  }

  /** The certification that a key names; undefined for one that does not exist for the caller. */
  of({ certificationId, certificationCode }: CertificationAssignmentKey): CertificationRecord | undefined {
    if (certificationCode !== undefined) return this.byCode.get(certificationCode);
    return certificationId === null ? undefined : this.byId.get(certificationId);
  }
}
