import type { Database } from '../../database/database.js';
import { Organization } from '../../entities/organization.js';
import type { OrganizationRecord } from '../records.js';
import { requireOrganizationName } from './organization-name.js';

/** Creates an organization. Throws the 422 of a name that has not 1 to 255 characters. */
export async function createOrganization(database: Database, name: string): Promise<OrganizationRecord> {
  requireOrganizationName(name);
  return database.withEntities(async (entities) => {
    const organization = entities.create(Organization, { name });
    await entities.flush();
    return { id: organization.id, name: organization.name };
  });
}
