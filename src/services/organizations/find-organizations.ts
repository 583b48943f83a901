import type { Database } from '../../database/database.js';
import { prepared, unprepared } from '../../database/statement.js';
import type { OrganizationRecord } from '../records.js';

const byIds = prepared<OrganizationRecord>(
  'find_organizations',
  'select id, name from organization where id = any($1::uuid[])',
);

/** The organizations with these UUIDs, in any order; unknown ones are left out. */
export function findOrganizations(database: Database, ids: readonly string[]): Promise<OrganizationRecord[]> {
  return database.query(byIds, [ids]);
}

const all = unprepared<OrganizationRecord>('select id, name from organization order by id');

/** Every organization, oldest first. */
export function listOrganizations(database: Database): Promise<OrganizationRecord[]> {
  return database.query(all);
}
