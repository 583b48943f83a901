import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { certificationEventGlobalId } from '../codecs/global-id.js';
import { Connection } from '../schema/connections/connection-type.js';
import { CertificationAssignmentEventConnection } from '../schema/connections/connections.js';
import { CertificationEventsArgs } from '../schema/inputs/certification-list-args.js';
import { CertificationAssignmentEvent } from '../schema/types/certification-assignment-event.js';
import { Organization } from '../schema/types/organization.js';
import { Product } from '../schema/types/product.js';
import {
  certificationEventsOrdering,
  countCertificationEvents,
  listCertificationEvents,
} from '../services/history/list-certification-events.js';
import { readPageRequest } from '../services/pagination/page-request.js';
import type { CertificationEventRecord, OrganizationRecord, ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

@Resolver(() => CertificationAssignmentEvent)
export class CertificationAssignmentEventResolver {
  @Query(() => CertificationAssignmentEventConnection, {
    nullable: true,
    description:
      "The change feed of certifications' assignments: changes that were made on behalf of the caller's organization, the oldest first. No event appears behind a cursor that was given, so that a client can go on from its last one. Null for publishable keys.",
  })
  async certificationEvents(
    @Args(() => CertificationEventsArgs) { filter, ...page }: CertificationEventsArgs,
    @Ctx() { database, principal }: GatewayContext,
  ): Promise<Connection<CertificationEventRecord> | null> {
    const { organizationId, publishable } = principal;
    const request = readPageRequest(page, certificationEventsOrdering(organizationId));
    if (publishable) return null;
    const found = await listCertificationEvents(database, organizationId, request, filter);
    return new Connection(found, () => countCertificationEvents(database, organizationId, filter));
  }

  @FieldResolver()
  id(@Root() event: CertificationEventRecord): string {
    return certificationEventGlobalId(event.gtin, event.id);
  }

  @FieldResolver(() => Organization, { description: 'The organization on whose behalf it was done.' })
  organization(
    @Root() event: CertificationEventRecord,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<OrganizationRecord> {
    return loaders.organization(event.organizationId);
  }

  @FieldResolver(() => Product, { description: 'The product.' })
  product(
    @Root() event: CertificationEventRecord,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<ProductRecord> {
    return loaders.product(event.gtin);
  }
}
