import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { ClaimAssignmentConnection } from '../schema/connections/claim-assignment-connection.js';
import { type Connection, toConnection } from '../schema/connections/connection-type.js';
import { PageArgs } from '../schema/connections/page-args.js';
import { ProductConnection } from '../schema/connections/product-connection.js';
import { GTIN } from '../schema/scalars/gtin.js';
import { Organization } from '../schema/types/organization.js';
import { Product } from '../schema/types/product.js';
import { findProducts, readGtin } from '../services/find-products.js';
import { productClaimsOrdering } from '../services/list-product-claims.js';
import { countProducts, listProducts } from '../services/list-products.js';
import { readPageRequest } from '../services/paging/page-request.js';
import type { ClaimAssignmentRecord, OrganizationRecord, ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

@Resolver(() => Product)
export class ProductResolver {
  @Query(() => Product, {
    nullable: true,
    description: 'The product with this GTIN; null when there is none.',
  })
  async product(
    @Arg('gtin', () => GTIN, { description: 'The number on the barcode: 8 to 14 digits.' }) gtin: string,
    @Ctx() { database }: GatewayContext,
  ): Promise<ProductRecord | null> {
    const [product] = await findProducts(database, [readGtin(gtin)]);
    return product ?? null;
  }

  @Query(() => ProductConnection, { description: 'All products in the order of their GTINs.' })
  async products(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { database }: GatewayContext,
  ): Promise<Connection<ProductRecord>> {
    return toConnection(await listProducts(database, args), () => countProducts(database));
  }

  @FieldResolver()
  id(@Root() product: ProductRecord): string {
    return product.gtin;
  }

  @FieldResolver(() => Organization, { description: 'Who owns the product.' })
  organization(
    @Root() product: ProductRecord,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<OrganizationRecord> {
    return loaders.organizations.load(product.organizationId);
  }

  @FieldResolver(() => ClaimAssignmentConnection, {
    description: 'The claims that the product carries, in the order of their codes.',
  })
  async claims(
    @Root() product: ProductRecord,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<Connection<ClaimAssignmentRecord>> {
    const request = readPageRequest(args, productClaimsOrdering(product.gtin));
    return toConnection(await loaders.claimPage(product, request), () =>
      loaders.claimCounts.load(product.gtin),
    );
  }
}
