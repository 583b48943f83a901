import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { assignmentGlobalId } from '../codecs/global-id.js';
import {
  RemoveClaimAssignmentInput,
  RemoveClaimAssignmentPayload,
} from '../schema/inputs/remove-claim-assignment.js';
import { removeClaimAssignment } from '../services/assignments/remove-claim-assignment.js';
import type { GatewayContext } from './context.js';

@Resolver()
export class RemoveClaimAssignmentResolver {
  @Mutation(() => RemoveClaimAssignmentPayload, {
    nullable: true,
    description:
      'Removes a claim from a product; its history stays. `NOT_FOUND` when product, claim or assignment is unknown, `FORBIDDEN` when another organization owns the product.',
  })
  async removeClaimAssignment(
    @Arg('input', () => RemoveClaimAssignmentInput, { description: 'The claim and the product.' })
    input: RemoveClaimAssignmentInput,
    @Ctx() { database, principal, loaders, repeatable }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RemoveClaimAssignmentPayload> {
    const removed = await removeClaimAssignment(
      database,
      principal,
      input,
      repeatable?.write(String(info.path.key)),
    );
    loaders.forget();
    const removedAssignmentId = assignmentGlobalId(removed.product.gtin, removed.claim.id);
    return { removedAssignmentId, ...removed };
  }
}
