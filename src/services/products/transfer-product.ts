import type { Database } from '../../database/database.js';
import { unprepared } from '../../database/statement.js';

const update = unprepared<{ gtin: string }>(
  'update product set organization_id = $2::uuid where gtin = $1 returning gtin',
);

/** Gives a product (GTIN-14) to another organization, which must exist. False when there is no such product. */
export async function transferProduct(
  database: Database,
  gtin: string,
  organizationId: string,
): Promise<boolean> {
  return (await database.query(update, [gtin, organizationId])).length > 0;
}
