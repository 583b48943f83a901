import { Field, ID, InputType } from 'type-graphql';
import { GTIN } from '../scalars/gtin.js';

/** Members of an input that name an assignment: its own id, or its product and claim. */
@InputType()
export abstract class AssignmentNameInput {
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
