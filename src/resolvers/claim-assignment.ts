import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { assignmentGlobalId } from '../codecs/global-id.js';
import { Connection } from '../schema/connections/connection-type.js';
import {
  ClaimAssignmentConnection,
  ClaimAssignmentEventConnection,
} from '../schema/connections/connections.js';
import { PageArgs } from '../schema/connections/page-args.js';
import { ClaimAssignmentSearchArgs } from '../schema/inputs/list-args.js';
import { LocalDate } from '../schema/scalars/date.js';
import { ClaimAssignment } from '../schema/types/claim-assignment.js';
import { Product } from '../schema/types/product.js';
import { countAssignments, searchAssignments } from '../services/assignments/search-assignments.js';
import { isActive } from '../services/assignments/validity.js';
import type { ClaimAssignmentRecord, EventRecord, ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';
import { historyConnection } from './history.js';
import { selectsDetails } from './look-ahead/assignment-details.js';

@Resolver(() => ClaimAssignment)
export class ClaimAssignmentResolver {
  @Query(() => ClaimAssignmentConnection, {
    nullable: true,
    description:
      'The assignments of all products, all or those that fit a filter: what expires soon, what lacks evidence.',
  })
  async claimAssignments(
    @Args(() => ClaimAssignmentSearchArgs) { filter, orderBy, ...page }: ClaimAssignmentSearchArgs,
    @Ctx() { database, principal }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ClaimAssignmentRecord>> {
    const order = orderBy ?? ({ field: 'GTIN', direction: 'ASC' } as const);
    const hasDetails = selectsDetails(info);
    const found = await searchAssignments(database, principal, page, filter, order, hasDetails);
    return new Connection(found, () => countAssignments(database, principal, filter));
  }

  @FieldResolver()
  id(@Root() assignment: ClaimAssignmentRecord): string {
    return assignmentGlobalId(assignment.gtin, assignment.claim.id);
  }

  @FieldResolver(() => Product, { description: 'The product that carries the claim.' })
  product(
    @Root() assignment: ClaimAssignmentRecord,
    @Ctx() { loaders }: GatewayContext,
  ): ProductRecord | Promise<ProductRecord> {
    return assignment.product ?? loaders.product(assignment.gtin);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the claim holds on a day; both bounds are inclusive.',
  })
  isActive(
    @Root() assignment: ClaimAssignmentRecord,
    @Arg('on', () => LocalDate, { nullable: true, description: 'The day; today (UTC) when not given.' })
    on: string | null | undefined,
  ): boolean {
    return isActive(assignment, on);
  }

  @FieldResolver(() => ClaimAssignmentEventConnection, {
    nullable: true,
    description:
      'Changes of this claim of this product, the latest first, including earlier assignments of the pair. Only credentials of the organization that owns the product can read them, except publishable keys; null for others.',
  })
  async history(
    @Root() assignment: ClaimAssignmentRecord,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GatewayContext,
  ): Promise<Connection<EventRecord> | null> {
    const { organizationId } = assignment.product ?? (await context.loaders.product(assignment.gtin));
    const subject = { gtin: assignment.gtin, claimId: assignment.claim.id };
    return historyConnection(context, organizationId, subject, page);
  }
}
