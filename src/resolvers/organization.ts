import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { organizationGlobalId } from '../codecs/global-id.js';
import { ProductConnection } from '../schema/connections/connections.js';
import { ProductsArgs } from '../schema/inputs/list-args.js';
import { Organization } from '../schema/types/organization.js';
import { hasWords } from '../services/products/search-text.js';
import type { OrganizationRecord } from '../services/records.js';
import { refuse } from '../services/validation/validator.js';
import type { GatewayContext } from './context.js';
import { LimitedField } from './field-limits/field-limit.js';
import { lookAhead } from './look-ahead/look-ahead.js';
import { type ProductsConnection, productsConnection } from './products-connection.js';

@Resolver(() => Organization)
export class OrganizationResolver {
  @FieldResolver()
  id(@Root() organization: OrganizationRecord): string {
    return organizationGlobalId(organization.id);
  }

  @FieldResolver(() => ProductConnection, {
    nullable: true,
    description: 'The products that the organization owns, all or those that fit a filter.',
  })
  @LimitedField('productText', ({ filter }: ProductsArgs) => hasWords(filter?.text ?? ''))
  products(
    @Root() { id }: OrganizationRecord,
    @Args(() => ProductsArgs) { filter, orderBy, ...page }: ProductsArgs,
    @Ctx() context: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductsConnection> {
    if (filter?.organizationId != null) {
      const msg = 'The products of an organization have no other owner';
      refuse([{ path: ['filter', 'organizationId'], msg, type: 'exclusive' }]);
    }
    const owned = { ...filter, organizationId: id };
    return productsConnection(context, page, owned, orderBy, lookAhead(info));
  }
}
