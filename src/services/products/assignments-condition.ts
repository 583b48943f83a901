import type { Database } from '../../database/database.js';
import type { Conditions } from '../pagination/conditions.js';
import type { Principal } from '../principal.js';
import { addHeldCertifications, findCertificationsCondition } from './certifications-condition.js';
import { type ClaimsCondition, findClaimsCondition } from './claims-condition.js';
import type { CheckedFilter } from './product-filter.js';
import { CERTIFICATION_ASSIGNMENTS, ProductsByClaims } from './products-by-claims.js';

/** What a filter requires of the claims and certifications of products. */
export interface AssignmentsCondition {
  readonly claims: ClaimsCondition | undefined;
  /** Certifications (UUIDs), all of which products hold today. */
  readonly certifications: readonly string[] | undefined;
}

/** Looks up what a checked filter names. Null when no product can fulfil it. */
export async function findAssignmentsCondition(
  database: Database,
  principal: Principal,
  filter: Pick<CheckedFilter, 'claims' | 'certificationCodes'>,
): Promise<AssignmentsCondition | null> {
  const claims = await findClaimsCondition(database, filter.claims);
  if (claims === null) return null;
  const certifications = await findCertificationsCondition(database, principal, filter.certificationCodes);
  return certifications === null ? null : { claims, certifications };
}

/**
 * The statements over the products that fulfil the condition; undefined when it requires nothing. Beside claims,
 * certifications are one more condition on the products.
 */
export function productsByAssignments(
  { claims, certifications }: AssignmentsCondition,
  conditions: Conditions,
): ProductsByClaims | undefined {
  if (claims) {
    if (certifications) addHeldCertifications(conditions, certifications);
    return new ProductsByClaims(claims, conditions);
  }
  if (!certifications) return undefined;
  const held = { all: certifications, any: undefined, none: [], counted: {} };
  return new ProductsByClaims(held, conditions, CERTIFICATION_ASSIGNMENTS);
}
