import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { eventGlobalId } from '../codecs/global-id.js';
import { Connection } from '../schema/connections/connection-type.js';
import { ClaimAssignmentEventConnection } from '../schema/connections/connections.js';
import { ClaimEventsArgs } from '../schema/inputs/list-args.js';
import { ClaimAssignmentEvent } from '../schema/types/claim-assignment-event.js';
import { Organization } from '../schema/types/organization.js';
import { Product } from '../schema/types/product.js';
import {
  claimEventsOrdering,
  countClaimEvents,
  listClaimEvents,
} from '../services/history/list-claim-events.js';
import { readPageRequest } from '../services/pagination/page-request.js';
import type { EventRecord, OrganizationRecord, ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

@Resolver(() => ClaimAssignmentEvent)
export class ClaimAssignmentEventResolver {
  @Query(() => ClaimAssignmentEventConnection, {
    nullable: true,
    description:
      "The change feed: changes that were made on behalf of the caller's organization, the oldest first. No event appears behind a cursor that was given, so that a client can go on from its last one. Null for publishable keys.",
  })
  async claimEvents(
    @Args(() => ClaimEventsArgs) { filter, ...page }: ClaimEventsArgs,
    @Ctx() { database, principal }: GatewayContext,
  ): Promise<Connection<EventRecord> | null> {
    const { organizationId, publishable } = principal;
    const request = readPageRequest(page, claimEventsOrdering(organizationId));
    if (publishable) return null;
    const found = await listClaimEvents(database, organizationId, request, filter);
    return new Connection(found, () => countClaimEvents(database, organizationId, filter));
  }

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
