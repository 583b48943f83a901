import type { Database } from '../../database/database.js';
import { Product } from '../../entities/product.js';

/** Transfers a product (GTIN-14) to another organization, which must exist. Returns false if the product is unknown. */
export async function transferProduct(
  database: Database,
  gtin: string,
  organizationId: string,
): Promise<boolean> {
  const transferred = await database.withEntities((entities) =>
    entities.nativeUpdate(Product, { gtin }, { organization: organizationId }),
  );
  return transferred > 0;
}
