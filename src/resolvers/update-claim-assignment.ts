import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { readId } from '../codecs/short-id.js';
import {
  UpdateClaimAssignmentInput,
  UpdateClaimAssignmentPayload,
} from '../schema/inputs/update-claim-assignment.js';
import { updateClaimAssignment } from '../services/update-claim-assignment.js';
import type { GatewayContext } from './context.js';

@Resolver()
export class UpdateClaimAssignmentResolver {
  @Mutation(() => UpdateClaimAssignmentPayload, {
    nullable: true,
    description:
      'Changes an assignment: only what is given. `NOT_FOUND` when product, claim or assignment is unknown, `FORBIDDEN` when another organization owns the product.',
  })
  async updateClaimAssignment(
    @Arg('input', () => UpdateClaimAssignmentInput, { description: 'What to change.' })
    input: UpdateClaimAssignmentInput,
    @Ctx() { database, principal, loaders }: GatewayContext,
  ): Promise<UpdateClaimAssignmentPayload> {
    const unchecked = { ...input, claimId: readId(input.claimId) };
    const assignment = await updateClaimAssignment(database, principal, unchecked);
    loaders.forget();
    return { assignment };
  }
}
