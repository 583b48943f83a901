import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Organization } from '../schema/types/organization.js';
import { Quota } from '../schema/types/quota.js';
import { Viewer } from '../schema/types/viewer.js';
import type { Principal } from '../services/principal.js';
import type { OrganizationRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, { description: 'The caller: its organization, role and credential.' })
  viewer(@Ctx() { principal }: GatewayContext): Principal {
    return principal;
  }

  @FieldResolver()
  id(@Root() { actor }: Principal): string {
    return actor;
  }

  @FieldResolver(() => Organization, { description: 'The organization that the caller acts for.' })
  organization(
    @Root() principal: Principal,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<OrganizationRecord> {
    return loaders.organization(principal.organizationId);
  }

  @FieldResolver(() => [Quota], {
    description: 'The windows in which the requests of the credential are counted, the shorter first.',
  })
  quotas(@Ctx() { quotas }: GatewayContext): Quota[] {
    return quotas().map(({ resetsAt, ...window }) => ({ ...window, resetsAt: new Date(resetsAt) }));
  }
}
