import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { eventGlobalId } from '../codecs/global-id.js';
import { ClaimAssignmentEvent } from '../schema/types/claim-assignment-event.js';
import { Organization } from '../schema/types/organization.js';
import { Product } from '../schema/types/product.js';
import type { EventRecord, OrganizationRecord, ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

@Resolver(() => ClaimAssignmentEvent)
export class ClaimAssignmentEventResolver {
  @FieldResolver()
  id(@Root() event: EventRecord): string {
    return eventGlobalId(event.gtin, event.id);
  }

  @FieldResolver(() => Organization, { description: 'The organization on whose behalf it was done.' })
  organization(@Root() event: EventRecord, @Ctx() { loaders }: GatewayContext): Promise<OrganizationRecord> {
    return loaders.organization(event.organizationId);
  }

  @FieldResolver(() => Product, { description: 'The product.' })
  product(@Root() event: EventRecord, @Ctx() { loaders }: GatewayContext): Promise<ProductRecord> {
    return loaders.product(event.gtin);
  }
}
