import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { Edge } from '../schema/connections/connection-type.js';
import { AssignClaimInput, AssignClaimPayload } from '../schema/inputs/assign-claim.js';
import { assignClaim } from '../services/assignments/assign-claim.js';
import { productClaimsOrdering } from '../services/assignments/list-product-claims.js';
import { cursorOf } from '../services/pagination/page.js';
import type { ClaimAssignmentRecord, ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

@Resolver()
export class AssignClaimResolver {
  @Mutation(() => AssignClaimPayload, {
    nullable: true,
    description:
      'Assigns a claim to a product. `NOT_FOUND` when product or claim is unknown, `FORBIDDEN` when another organization owns the product, `CONFLICT` when the product carries the claim already.',
  })
  async assignClaim(
    @Arg('input', () => AssignClaimInput, { description: 'The claim and the product.' })
    input: AssignClaimInput,
    @Ctx() { database, principal, loaders, repeatable }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AssignClaimPayload> {
    const assignment = await assignClaim(
      database,
      principal,
      input,
      repeatable?.write(String(info.path.key)),
    );
    loaders.forget();
    return new AssignedClaim(assignment);
  }
}

/** The payload. The edge is only made when it is selected. */
class AssignedClaim implements AssignClaimPayload {
  constructor(readonly assignment: ClaimAssignmentRecord) {}

  get product(): ProductRecord {
    return this.assignment.product as ProductRecord;
  }

  get assignmentEdge(): Edge<ClaimAssignmentRecord> {
    const ordering = productClaimsOrdering(this.assignment.gtin, { field: 'CLAIM', direction: 'ASC' });
    return { node: this.assignment, cursor: cursorOf(this.assignment, ordering) };
  }
}
