import { FieldResolver, Resolver, Root } from 'type-graphql';
import { organizationGlobalId } from '../codecs/global-id.js';
import { Organization } from '../schema/types/organization.js';
import type { OrganizationRecord } from '../services/records.js';

@Resolver(() => Organization)
export class OrganizationResolver {
  @FieldResolver()
  id(@Root() organization: OrganizationRecord): string {
    return organizationGlobalId(organization.id);
  }
}
