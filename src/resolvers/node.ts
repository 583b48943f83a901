import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { readGlobalId } from '../codecs/global-id.js';
import { Node } from '../schema/types/node.js';
import { findAssignment } from '../services/assignments/find-assignment.js';
import { findClaims } from '../services/claims/find-claims.js';
import { findEvent } from '../services/history/find-event.js';
import { findOrganizations } from '../services/organizations/find-organizations.js';
import { findProducts } from '../services/products/find-products.js';
import type { GatewayContext } from './context.js';

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'The object with this global id; null if there is none.',
  })
  async node(
    @Arg('id', () => ID, { description: 'Global id, as the field `id` returns it.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<object | null> {
    const named = readGlobalId(id);
    const record = named && (await findRecord(named, context));
    return record ? { __typename: named.type, ...record } : null;
  }
}

async function findRecord(
  named: NonNullable<ReturnType<typeof readGlobalId>>,
  { database, principal }: GatewayContext,
): Promise<object | null | undefined> {
  switch (named.type) {
    case 'Product':
      return (await findProducts(database, [named.gtin]))[0];
    case 'Claim':
      return (await findClaims(database, [named.id]))[0];
    case 'ClaimAssignment':
      return findAssignment(database, principal, named.gtin, named.claimId);
    case 'ClaimAssignmentEvent':
      return findEvent(database, principal, named.gtin, named.id);
    case 'Organization':
      return (await findOrganizations(database, [named.id]))[0];
  }
}
