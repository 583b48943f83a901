import type { Database } from '../../database/database.js';
import { prepared } from '../../database/statement.js';
import { Organization } from '../../entities/organization.js';
import type { OrganizationRecord } from '../records.js';

const byIds = prepared<OrganizationRecord>(
  'find_organizations',
  'select id, name from organization where id = any($1::uuid[])',
);

/** The organizations with these UUIDs, in any order; unknown ones are left out. */
export function findOrganizations(database: Database, ids: readonly string[]): Promise<OrganizationRecord[]> {
  return database.query(byIds, [ids]);
}

/** Every organization, oldest first. */
export function listOrganizations(database: Database): Promise<OrganizationRecord[]> {
  return database.withEntities(async (entities) => {
    const organizations = await entities.findAll(Organization, { orderBy: { id: 'asc' } });
    return organizations.map(({ id, name }) => ({ id, name }));
  });
}
