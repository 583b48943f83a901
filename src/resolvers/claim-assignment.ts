import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { assignmentGlobalId } from '../codecs/global-id.js';
import { ClaimAssignmentEventConnection } from '../schema/connections/claim-assignment-event-connection.js';
import type { Connection } from '../schema/connections/connection-type.js';
import { PageArgs } from '../schema/connections/page-args.js';
import { LocalDate } from '../schema/scalars/date.js';
import { ClaimAssignment } from '../schema/types/claim-assignment.js';
import { Product } from '../schema/types/product.js';
import { isActive } from '../services/assignments/validity.js';
import type { ClaimAssignmentRecord, EventRecord, ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';
import { historyConnection } from './history.js';

@Resolver(() => ClaimAssignment)
export class ClaimAssignmentResolver {
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
    description:
      'Changes of this claim of this product, the latest first, including earlier assignments of the pair. Only credentials of the organization that owns the product can read them, except publishable keys; empty for others.',
  })
  async history(
    @Root() assignment: ClaimAssignmentRecord,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: GatewayContext,
  ): Promise<Connection<EventRecord>> {
    const { organizationId } = assignment.product ?? (await context.loaders.product(assignment.gtin));
    const subject = { gtin: assignment.gtin, claimId: assignment.claim.id };
    return historyConnection(context, organizationId, subject, page);
  }
}
