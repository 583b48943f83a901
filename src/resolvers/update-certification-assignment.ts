import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { withoutPrefix } from '../codecs/global-id.js';
import {
  UpdateCertificationAssignmentInput,
  UpdateCertificationAssignmentPayload,
} from '../schema/inputs/update-certification-assignment.js';
import { updateCertificationAssignment } from '../services/certification-assignments/update-certification-assignment.js';
import type { GatewayContext } from './context.js';

@Resolver()
export class UpdateCertificationAssignmentResolver {
  @Mutation(() => UpdateCertificationAssignmentPayload, {
    nullable: true,
    description:
      "Changes the given fields of a certification's assignment. `NOT_FOUND` when product, certification or assignment is unknown, `FORBIDDEN` when another organization owns the product.",
  })
  async updateCertificationAssignment(
    @Arg('input', () => UpdateCertificationAssignmentInput, { description: 'What to change.' })
    input: UpdateCertificationAssignmentInput,
    @Ctx() { database, principal, loaders, repeatable }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UpdateCertificationAssignmentPayload> {
    const certificationId = withoutPrefix('certification', input.certificationId);
    const changed = { ...input, certificationId };
    const assignment = await updateCertificationAssignment(
      database,
      principal,
      changed,
      repeatable?.write(String(info.path.key)),
    );
    loaders.forget();
    return { assignment };
  }
}
