import type { Database } from '../../database/database.js';
import { unprepared } from '../../database/statement.js';

const update = unprepared<{ gtin: string }>(
  'update product set organization_id = $2::uuid where gtin = $1 returning gtin',
);

/** Transfers a product (GTIN-14) to another organization, which must exist. Returns false if the product is unknown. */
export async function transferProduct(
  database: Database,
  gtin: string,
  organizationId: string,
): Promise<boolean> {
  return (await database.query(update, [gtin, organizationId])).length > 0;
}
