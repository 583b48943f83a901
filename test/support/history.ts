import type { Database } from '../../src/database/database.js';
import { assignClaim } from '../../src/services/assignments/assign-claim.js';
import { removeClaimAssignment } from '../../src/services/assignments/remove-claim-assignment.js';
import { updateClaimAssignment } from '../../src/services/assignments/update-claim-assignment.js';
import type { Principal } from '../../src/services/principal.js';
import { Fixtures } from './fixtures.js';

/** A database with some hundred rows. */
export interface FilledDatabase {
  readonly organization: string;
  /** A key of it that may write. */
  readonly key: string;
  /** GTINs of its products. */
  readonly products: readonly string[];
}

/** A credential that may write for an organization. */
export function writer(organizationId: string): Principal {
  return {
    organizationId,
    role: 'editor',
    credential: 'csb',
    publishable: false,
    actor: 'key.test',
    quota: { kind: 'key', name: 'key.test', perMinute: 1_000_000, perDay: undefined },
  };
}

/** Writes products, claims, and assignments that were made, changed and removed. */
export async function fillWithHistory(database: Database): Promise<FilledDatabase> {
  const fixtures = new Fixtures(database);
  const organization = await fixtures.organization('Überland "Foods", Süd');
  const key = await fixtures.key(organization);
  const claims = await Promise.all(Array.from({ length: 8 }, (_, i) => fixtures.claim(`CLAIM_${i}`)));
  const products: string[] = [];
  const principal = writer(organization);
  for (let i = 0; i < 60; i++) {
    const gtin = await fixtures.product(organization, { name: `Brot ${i} – "gut", \\n`, brand: 'Öko' });
    products.push(gtin);
    for (const [j, claimId] of claims.slice(i % 4, (i % 4) + 4).entries()) {
      const pair = { gtin, claimId };
      await assignClaim(database, principal, {
        ...pair,
        validFrom: '2026-01-01',
        evidenceNote: `Zeile\n"${i}"\t☕`,
        metadata: { order_id: String(i), ключ: 'v,\u0001' },
      });
      if (j === 1)
        await updateClaimAssignment(database, principal, { ...pair, expirationDate: '2027-12-31' });
      if (j === 2 && i % 3 === 0) await removeClaimAssignment(database, principal, pair);
    }
  }
  return { organization, key, products };
}
