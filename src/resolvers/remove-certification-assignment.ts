import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { certificationAssignmentGlobalId, withoutPrefix } from '../codecs/global-id.js';
import {
  RemoveCertificationAssignmentInput,
  RemoveCertificationAssignmentPayload,
} from '../schema/inputs/remove-certification-assignment.js';
import { removeCertificationAssignment } from '../services/certification-assignments/remove-certification-assignment.js';
import type { GatewayContext } from './context.js';

@Resolver()
export class RemoveCertificationAssignmentResolver {
  @Mutation(() => RemoveCertificationAssignmentPayload, {
    nullable: true,
    description:
      'Removes a certification from a product; its history stays. `NOT_FOUND` when product, certification or assignment is unknown, `FORBIDDEN` when another organization owns the product.',
  })
  async removeCertificationAssignment(
    @Arg('input', () => RemoveCertificationAssignmentInput, {
      description: 'The certification and the product.',
    })
    input: RemoveCertificationAssignmentInput,
    @Ctx() { database, principal, loaders, repeatable }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RemoveCertificationAssignmentPayload> {
    const certificationId = withoutPrefix('certification', input.certificationId);
    const removed = await removeCertificationAssignment(
      database,
      principal,
      { ...input, certificationId },
      repeatable?.write(String(info.path.key)),
    );
    loaders.forget();
    const removedAssignmentId = certificationAssignmentGlobalId(
      removed.product.gtin,
      removed.certification.id,
    );
    return { removedAssignmentId, ...removed };
  }
}
