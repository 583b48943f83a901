import type { Database } from '../../database/database.js';
import { Organization } from '../../entities/organization.js';
import { requireOrganizationName } from './organization-name.js';

/**
 * Gives an organization (UUID) another name. Returns false if the organization is unknown. Throws the 422 of a name that
 * has not 1 to 255 characters.
 */
export async function renameOrganization(database: Database, id: string, name: string): Promise<boolean> {
  requireOrganizationName(name);
  const renamed = await database.withEntities((entities) =>
    entities.nativeUpdate(Organization, { id }, { name }),
  );
  return renamed > 0;
}
