import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import {
  UpdateClaimAssignmentInput,
  UpdateClaimAssignmentPayload,
} from '../schema/inputs/update-claim-assignment.js';
import { updateClaimAssignment } from '../services/assignments/update-claim-assignment.js';
import type { GatewayContext } from './context.js';

@Resolver()
export class UpdateClaimAssignmentResolver {
  @Mutation(() => UpdateClaimAssignmentPayload, {
    nullable: true,
    description:
      'Changes the given fields of an assignment. `NOT_FOUND` when product, claim or assignment is unknown, `FORBIDDEN` when another organization owns the product.',
  })
  async updateClaimAssignment(
    @Arg('input', () => UpdateClaimAssignmentInput, { description: 'What to change.' })
    input: UpdateClaimAssignmentInput,
    @Ctx() { database, principal, loaders, repeatable }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UpdateClaimAssignmentPayload> {
    const assignment = await updateClaimAssignment(
      database,
      principal,
      input,
      repeatable?.write(String(info.path.key)),
    );
    loaders.forget();
    return { assignment };
  }
}
