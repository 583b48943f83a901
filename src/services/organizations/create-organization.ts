import type { Database } from '../../database/database.js';
import { unprepared } from '../../database/statement.js';
import type { OrganizationRecord } from '../records.js';
import { validator } from '../validation/validator.js';

const insert = unprepared<OrganizationRecord>(
  'insert into organization (name) values ($1) returning id, name',
);

const validate = validator({
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', minLength: 1, maxLength: 255, format: 'text' } },
});

/** Creates an organization. Throws the 422 of a name that has not 1 to 255 characters. */
export async function createOrganization(database: Database, name: string): Promise<OrganizationRecord> {
  validate({ name });
  const [organization] = await database.query(insert, [name]);
  return organization as OrganizationRecord;
}
