import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { AssignClaimInput, AssignClaimPayload } from '../schema/inputs/assign-claim.js';
import { assignClaim } from '../services/assignments/assign-claim.js';
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
    @Ctx() { database, principal, loaders }: GatewayContext,
  ): Promise<AssignClaimPayload> {
    const assignment = await assignClaim(database, principal, input);
    loaders.forget();
    return { assignment };
  }
}
