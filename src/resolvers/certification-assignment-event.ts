import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { certificationEventGlobalId } from '../codecs/global-id.js';
import { CertificationAssignmentEvent } from '../schema/types/certification-assignment-event.js';
import { Organization } from '../schema/types/organization.js';
import { Product } from '../schema/types/product.js';
import type { CertificationEventRecord, OrganizationRecord, ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

@Resolver(() => CertificationAssignmentEvent)
export class CertificationAssignmentEventResolver {
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
