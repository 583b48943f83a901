import DataLoader from 'dataloader';
import type { Database } from '../database/database.js';
import { findOrganizations } from '../services/find-organizations.js';
import { findProducts } from '../services/find-products.js';
import { countClaimsOfProducts, listClaimsOfProducts } from '../services/list-product-claims.js';
import type { Page } from '../services/paging/page.js';
import type { PageRequest } from '../services/paging/page-request.js';
import type { Principal } from '../services/principal.js';
import type { ClaimAssignmentRecord, OrganizationRecord, ProductRecord } from '../services/records.js';

/** Most keys of one statement. */
const MOST_KEYS = 500;

/**
 * Batches what the resolvers of one request look up, so that a level of a query costs one statement
 * however many rows it has. Made for one request and thrown away with it.
 */
export class Loaders {
  private readonly claimPages = new Map<
    string,
    DataLoader<ProductRecord, Page<ClaimAssignmentRecord>, string>
  >();

  constructor(
    private readonly database: Database,
    private readonly principal: Principal,
  ) {}

  readonly organizations = new DataLoader<string, OrganizationRecord>(
    async (ids) =>
      inOrder(ids, await findOrganizations(this.database, ids), (organization) => organization.id),
    { maxBatchSize: MOST_KEYS },
  );

  readonly products = new DataLoader<string, ProductRecord>(
    async (gtins) => inOrder(gtins, await findProducts(this.database, gtins), (product) => product.gtin),
    { maxBatchSize: MOST_KEYS },
  );

  readonly claimCounts = new DataLoader<string, number>(
    (gtins) => countClaimsOfProducts(this.database, gtins),
    {
      maxBatchSize: MOST_KEYS,
    },
  );

  /** Forgets everything: what is looked up after a mutation has to show it. */
  forget(): void {
    this.organizations.clearAll();
    this.products.clearAll();
    this.claimCounts.clearAll();
    this.claimPages.clear();
  }

  /** Pages of products' claims; products whose pages are asked for in the same way share a statement. */
  claimPage(product: ProductRecord, request: PageRequest): Promise<Page<ClaimAssignmentRecord>> {
    const name = JSON.stringify(request);
    let loader = this.claimPages.get(name);
    if (!loader) {
      loader = new DataLoader(
        (products) => listClaimsOfProducts(this.database, this.principal, products, request),
        { maxBatchSize: MOST_KEYS, cacheKeyFn: (key) => key.gtin },
      );
      this.claimPages.set(name, loader);
    }
    return loader.load(product);
  }
}

/** Rows that foreign keys promise, in the order of their keys. */
function inOrder<Row>(
  keys: readonly string[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): (Row | Error)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? new Error(`No row was found for the key ${key}.`));
}
