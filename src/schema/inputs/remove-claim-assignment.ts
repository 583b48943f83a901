import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ClaimRecord, ProductRecord } from '../../services/records.js';
import { GTIN } from '../scalars/gtin.js';
import { Claim } from '../types/claim.js';
import { Product } from '../types/product.js';

/** Input of `removeClaimAssignment`. */
@InputType({ description: 'A claim to remove from a product.' })
export class RemoveClaimAssignmentInput {
  @Field(() => ID, {
    nullable: true,
    description: "The assignment's global id; or `gtin` and one of `claimId` and `claimCode`.",
  })
  id?: string | null;

  @Field(() => GTIN, { nullable: true, description: 'The product: 8 to 14 digits.' })
  gtin?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The claim's id: the 22-character short form or the canonical UUID.",
  })
  claimId?: string | null;

  @Field(() => String, { nullable: true, description: "The claim's code, ignoring case." })
  claimCode?: string | null;
}

/** Payload of `removeClaimAssignment`. */
@ObjectType({ simpleResolvers: true, description: 'Result of `removeClaimAssignment`.' })
export class RemoveClaimAssignmentPayload {
  @Field(() => ID, { description: 'Global id of the removed assignment.' })
  removedAssignmentId!: string;

  @Field(() => Product, { description: 'The product from which the claim was removed.' })
  product!: ProductRecord;

  @Field(() => Claim, { description: 'The claim that was removed.' })
  claim!: ClaimRecord;
}
