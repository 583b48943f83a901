import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ClaimRecord, ProductRecord } from '../../services/records.js';
import { GTIN } from '../scalars/gtin.js';
import { Claim } from '../types/claim.js';
import { Product } from '../types/product.js';

/** Input of `removeClaimAssignment`. */
@InputType({ description: 'A claim to take off a product.' })
export class RemoveClaimAssignmentInput {
  @Field(() => GTIN, { description: 'The product: 8 to 14 digits.' })
  gtin!: string;

  @Field(() => ID, { description: "The claim's id: the 22-character short form or the canonical UUID." })
  claimId!: string;
}

/** Payload of `removeClaimAssignment`. */
@ObjectType({ simpleResolvers: true, description: 'What `removeClaimAssignment` gives.' })
export class RemoveClaimAssignmentPayload {
  @Field(() => ID, { description: 'Global id that the assignment had.' })
  removedAssignmentId!: string;

  @Field(() => Product, { description: 'The product that carries the claim no longer.' })
  product!: ProductRecord;

  @Field(() => Claim, { description: 'The claim that was taken off.' })
  claim!: ClaimRecord;
}
