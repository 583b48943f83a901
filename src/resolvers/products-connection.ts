import type { Database } from '../database/database.js';
import { Connection } from '../schema/connections/connection-type.js';
import type { Order } from '../services/pagination/ordering.js';
import type { Page } from '../services/pagination/page.js';
import type { PageArguments } from '../services/pagination/page-request.js';
import type { Principal } from '../services/principal.js';
import { ProductFacets } from '../services/products/facets/product-facets.js';
import { countProducts, listProducts, type ProductOrderField } from '../services/products/list-products.js';
import type { Prefetched } from '../services/products/prefetch.js';
import type { ProductFilter } from '../services/products/product-filter.js';
import type { ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

/** A list of products with what can be counted over it. */
export class ProductsConnection extends Connection<ProductRecord> {
  constructor(
    page: Page<ProductRecord>,
    private readonly database: Database,
    private readonly principal: Principal,
    private readonly filter: ProductFilter | null | undefined,
  ) {
    super(page, () => countProducts(database, principal, filter));
  }

  /** Nothing is read before one of its counts is asked for. */
  facets(): ProductFacets {
    return new ProductFacets(this.database, this.principal, this.filter);
  }
}

/** A page of products. Throws a 422 for invalid arguments. */
export async function productsConnection(
  { database, principal }: GatewayContext,
  page: PageArguments,
  filter: ProductFilter | null | undefined,
  order: Order<ProductOrderField> | null | undefined,
  ahead: Prefetched | undefined,
): Promise<ProductsConnection> {
  const products = await listProducts(database, principal, page, filter, order ?? undefined, ahead);
  return new ProductsConnection(products, database, principal, filter);
}
