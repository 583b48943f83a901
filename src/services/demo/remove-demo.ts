import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Database } from '../../database/database.js';
import { ApiKey } from '../../entities/api-key.js';
import { Certification } from '../../entities/certification.js';
import { CertificationAssignment } from '../../entities/certification-assignment.js';
import { CertificationAssignmentEvent } from '../../entities/certification-assignment-event.js';
import { Claim } from '../../entities/claim.js';
import { ClaimAssignment } from '../../entities/claim-assignment.js';
import { ClaimAssignmentEvent } from '../../entities/claim-assignment-event.js';
import { Organization } from '../../entities/organization.js';
import { Product } from '../../entities/product.js';
import type { DemoClaim, DemoContent } from './demo-content.js';
import { removeDemoCertifications } from './remove-demo-certifications.js';
import { withoutReferences } from './without-references.js';

/** What was removed with the demo. */
export interface RemovedDemo {
  readonly products: number;
  readonly claims: number;
  readonly organization: boolean;
}

/**
 * Removes the demo in one transaction: its products that its organization still owns, the claims, certifications and bodies
 * that were not changed and that nothing else refers to, its key, and its organization unless that has products, keys,
 * certifications or history beside the demo.
 * @param organizationId UUID of the organization that owns the key.
 * @param keyHash SHA-256 of the demo's key.
 */
export function removeDemo(
  database: Database,
  organizationId: string,
  keyHash: Buffer,
  demo: DemoContent,
): Promise<RemovedDemo> {
  return database.withEntities(async (entities) => {
    // Nothing comes to the organization, the products and the catalogues until the end.
    await entities.findOne(Organization, organizationId, LOCKED);
    const products = await removeProducts(entities, organizationId, demo);
    const claims = await removeClaims(entities, demo.claims);
    await removeDemoCertifications(entities, demo, organizationId);
    await entities.nativeDelete(ApiKey, { hash: keyHash });
    return { products, claims, organization: await removeOrganization(entities, organizationId) };
  });
}

const LOCKED = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;

async function removeProducts(
  entities: EntityManager,
  organization: string,
  demo: DemoContent,
): Promise<number> {
  const gtins = demo.products.map(({ gtin }) => gtin);
  const owned = await entities.find(Product, { organization, gtin: { $in: gtins } }, LOCKED);
  const gtin = { $in: owned.map((product) => product.gtin) };
  // Assignments first: a change that is being written ends before its assignment can be deleted, and its event is then seen.
  await entities.nativeDelete(ClaimAssignment, { product: { gtin } });
  await entities.nativeDelete(CertificationAssignment, { product: { gtin } });
  await entities.nativeDelete(ClaimAssignmentEvent, { product: { gtin } });
  await entities.nativeDelete(CertificationAssignmentEvent, { product: { gtin } });
  return entities.nativeDelete(Product, { gtin });
}

async function removeClaims(entities: EntityManager, demo: readonly DemoClaim[]): Promise<number> {
  const written = new Map(demo.map((claim) => [claim.code, claim]));
  const stored = await entities.find(Claim, { code: { $in: [...written.keys()] } }, LOCKED);
  const unchanged = stored
    .filter(({ code, label, description }) => {
      const claim = written.get(code);
      return claim?.label === label && claim.description === description;
    })
    .map(({ id }) => id);
  const unused = await withoutReferences(entities, unchanged, [
    [ClaimAssignment, 'claim'],
    [ClaimAssignmentEvent, 'claim'],
  ]);
  return entities.nativeDelete(Claim, { id: { $in: unused } });
}

async function removeOrganization(entities: EntityManager, id: string): Promise<boolean> {
  const [unused] = await withoutReferences(
    entities,
    [id],
    [
      [Product, 'organization'],
      [ApiKey, 'organization'],
      [Certification, 'organization'],
      [ClaimAssignmentEvent, 'organization'],
      [CertificationAssignmentEvent, 'organization'],
    ],
  );
  return unused !== undefined && (await entities.nativeDelete(Organization, { id })) > 0;
}
