import type { Database } from '../../database/database.js';
import { constraintViolation } from '../../database/failure.js';
import { ApiKey } from '../../entities/api-key.js';
import { Organization } from '../../entities/organization.js';

/** SQLSTATE of a row that another one refers to. */
const FOREIGN_KEY = '23503';

/** What an organization may own, by the constraint that keeps the organization. */
const OWNED: Readonly<Record<string, string>> = {
  product_organization_id_foreign: 'products',
  api_key_organization_id_foreign: 'keys that are not revoked',
  certification_organization_id_foreign: 'certifications',
  claim_assignment_event_organization_id_foreign: 'history',
  certification_assignment_event_organization_id_foreign: 'history',
};

/** What became of an organization that was to be deleted. */
export type DeletedOrganization = 'deleted' | 'unknown' | { readonly owns: string };

/**
 * Deletes an organization (UUID) that owns nothing. Keys that were revoked are deleted with it; products, other keys,
 * certifications of its own and changes of assignments in the history keep it.
 */
export async function deleteOrganization(database: Database, id: string): Promise<DeletedOrganization> {
  try {
    return await database.withEntities(async (entities) => {
      await entities.nativeDelete(ApiKey, { organization: id, revokedAt: { $ne: null } });
      return (await entities.nativeDelete(Organization, { id })) > 0 ? 'deleted' : 'unknown';
    });
  } catch (error) {
    const violation = constraintViolation(error);
    if (violation?.code !== FOREIGN_KEY) throw error;
    return { owns: OWNED[violation.constraint] ?? 'other data' };
  }
}
