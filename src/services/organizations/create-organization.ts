import type { Database } from '../../database/database.js';
import { Organization } from '../../entities/organization.js';
import type { OrganizationRecord } from '../records.js';
import { validator } from '../validation/validator.js';

const validate = validator({
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', minLength: 1, maxLength: 255, format: 'text' } },
});

/** Creates an organization. Throws the 422 of a name that has not 1 to 255 characters. */
export async function createOrganization(database: Database, name: string): Promise<OrganizationRecord> {
  validate({ name });
  return database.withEntities(async (entities) => {
    const organization = entities.create(Organization, { name });
    await entities.flush();
    return { id: organization.id, name: organization.name };
  });
}
