import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { assignmentGlobalId } from '../codecs/global-id.js';
import { ClaimAssignment } from '../schema/types/claim-assignment.js';
import { Product } from '../schema/types/product.js';
import type { ClaimAssignmentRecord, ProductRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

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
    return assignment.product ?? loaders.products.load(assignment.gtin);
  }
}
