import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { Connection } from '../schema/connections/connection-type.js';
import {
  CertificationAssignmentConnection,
  CertificationAssignmentEventConnection,
  ClaimAssignmentConnection,
  ClaimAssignmentEventConnection,
  ProductConnection,
} from '../schema/connections/connections.js';
import { PageArgs } from '../schema/connections/page-args.js';
import { fieldLimits, inWords } from '../schema/field-limits.js';
import { ProductCertificationsArgs } from '../schema/inputs/certification-list-args.js';
import { ProductClaimsArgs, ProductsArgs } from '../schema/inputs/list-args.js';
import { GTIN } from '../schema/scalars/gtin.js';
import { Organization } from '../schema/types/organization.js';
import { Product } from '../schema/types/product.js';
import { readAssignmentFilter } from '../services/assignments/assignment-filter.js';
import { productClaimsOrdering } from '../services/assignments/list-product-claims.js';
import { readCertificationAssignmentFilter } from '../services/certification-assignments/certification-assignment-filter.js';
import { productCertificationsOrdering } from '../services/certification-assignments/list-certifications-of-products.js';
import { readPageRequest } from '../services/pagination/page-request.js';
import { findProductWithLists } from '../services/products/find-product-with-lists.js';
import { hasWords } from '../services/products/search-text.js';
import type {
  CertificationAssignmentRecord,
  CertificationEventRecord,
  ClaimAssignmentRecord,
  EventRecord,
  OrganizationRecord,
  ProductRecord,
} from '../services/records.js';
import { readGtin } from '../services/validation/read-gtin.js';
import { certificationHistoryConnection } from './certification-history.js';
import type { GatewayContext } from './context.js';
import { LimitedField } from './field-limits/field-limit.js';
import { historyConnection } from './history.js';
import type { Loaders } from './loaders.js';
import { selectsCertificationDetails, selectsDetails } from './look-ahead/assignment-details.js';
import { lookAhead, prefetchedCertifications, prefetchedClaims } from './look-ahead/look-ahead.js';
import { type ProductsConnection, productsConnection } from './products-connection.js';

@Resolver(() => Product)
export class ProductResolver {
  @Query(() => Product, {
    nullable: true,
    description: 'The product with this GTIN; null when there is none.',
  })
  async product(
    @Arg('gtin', () => GTIN, { description: 'The number on the barcode: 8 to 14 digits.' }) gtin: string,
    @Ctx() { database, principal, loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductRecord | null> {
    const gtin14 = readGtin(gtin);
    const ahead = lookAhead(info);
    // Many aliases without lists share one statement.
    if (!ahead) return (await loaders.record({ type: 'Product', gtin: gtin14 })) as ProductRecord | null;
    return (await findProductWithLists(database, principal, gtin14, ahead)) ?? null;
  }

  @Query(() => ProductConnection, {
    nullable: true,
    description: `Products, all or those that fit a filter. With \`filter.text\` each credential can ask for them ${inWords(fieldLimits.productText)}; beyond that \`RATE_LIMITED\`.`,
  })
  @LimitedField('productText', ({ filter }: ProductsArgs) => hasWords(filter?.text ?? ''))
  products(
    @Args(() => ProductsArgs) { filter, orderBy, ...page }: ProductsArgs,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductsConnection> {
    return productsConnection(context, page, filter, orderBy, lookAhead(info));
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
    return loaders.organization(product.organizationId);
  }

  @FieldResolver(() => ClaimAssignmentConnection, {
    description: 'The claims that the product carries, all or those that fit a filter.',
  })
  claims(
    @Root() product: ProductRecord,
    @Args(() => ProductClaimsArgs) args: ProductClaimsArgs,
    @Ctx() { loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Connection<ClaimAssignmentRecord> | Promise<Connection<ClaimAssignmentRecord>> {
    const ahead = prefetchedClaims(product, args);
    if (ahead) return new Connection(ahead, () => loaders.countClaimsOfProduct(product.gtin, {}));
    return loadClaims(product, args, selectsDetails(info), loaders);
  }

  @FieldResolver(() => ClaimAssignmentEventConnection, {
    nullable: true,
    description:
      'Changes of the claims of the product, the latest first, including removed claims. Only credentials of the organization that owns the product can read them, except publishable keys; null for others.',
  })
  claimHistory(
    @Root() product: ProductRecord,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GatewayContext,
  ): Promise<Connection<EventRecord> | null> {
    const subject = { gtin: product.gtin, claimId: null };
    return historyConnection(context, product.organizationId, subject, page);
  }

  @FieldResolver(() => CertificationAssignmentConnection, {
    description: 'The certifications that the product holds, all or those that fit a filter.',
  })
  certifications(
    @Root() product: ProductRecord,
    @Args(() => ProductCertificationsArgs) args: ProductCertificationsArgs,
    @Ctx() { loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Connection<CertificationAssignmentRecord> | Promise<Connection<CertificationAssignmentRecord>> {
    const ahead = prefetchedCertifications(product, args);
    if (ahead) return new Connection(ahead, () => loaders.countCertificationsOfProduct(product.gtin, {}));
    return loadCertifications(product, args, selectsCertificationDetails(info), loaders);
  }

  @FieldResolver(() => CertificationAssignmentEventConnection, {
    nullable: true,
    description:
      'Changes of the certifications of the product, the latest first, including removed certifications. Only credentials of the organization that owns the product can read them, except publishable keys; null for others.',
  })
  certificationHistory(
    @Root() product: ProductRecord,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GatewayContext,
  ): Promise<Connection<CertificationEventRecord> | null> {
    const subject = { gtin: product.gtin, certificationId: null };
    return certificationHistoryConnection(context, product.organizationId, subject, page);
  }
}

async function loadCertifications(
  product: ProductRecord,
  { filter: unchecked, orderBy, ...page }: ProductCertificationsArgs,
  hasDetails: boolean,
  loaders: Loaders,
): Promise<Connection<CertificationAssignmentRecord>> {
  const order = orderBy ?? ({ field: 'LABEL', direction: 'ASC' } as const);
  const request = readPageRequest(page, productCertificationsOrdering(product.gtin, order));
  const filter = readCertificationAssignmentFilter(unchecked);
  const found = await loaders.certificationsOfProduct(product, { request, filter, order, hasDetails });
  return new Connection(found, () => loaders.countCertificationsOfProduct(product.gtin, filter));
}

async function loadClaims(
  product: ProductRecord,
  { filter: unchecked, orderBy, ...page }: ProductClaimsArgs,
  hasDetails: boolean,
  loaders: Loaders,
): Promise<Connection<ClaimAssignmentRecord>> {
  const order = orderBy ?? ({ field: 'CLAIM', direction: 'ASC' } as const);
  const request = readPageRequest(page, productClaimsOrdering(product.gtin, order));
  const filter = readAssignmentFilter(unchecked);
  const claims = await loaders.claimsOfProduct(product, { request, filter, order, hasDetails });
  return new Connection(claims, () => loaders.countClaimsOfProduct(product.gtin, filter));
}
