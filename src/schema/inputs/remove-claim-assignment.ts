import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ClaimRecord, ProductRecord } from '../../services/records.js';
import { Claim } from '../types/claim.js';
import { Product } from '../types/product.js';
import { AssignmentNameInput } from './assignment-name.js';

/** Input of `removeClaimAssignment`. */
@InputType({ description: 'A claim to remove from a product.' })
export class RemoveClaimAssignmentInput extends AssignmentNameInput {}

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
