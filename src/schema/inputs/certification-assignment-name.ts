import { Field, ID, InputType } from 'type-graphql';
import { GTIN } from '../scalars/gtin.js';

/** Members of an input that name a certification's assignment: its own id, or its product and certification. */
@InputType()
export abstract class CertificationAssignmentNameInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "The assignment's global id; or `gtin` and one of `certificationId` and `certificationCode`.",
  })
  id?: string | null;

  @Field(() => GTIN, { nullable: true, description: 'The product: 8 to 14 digits.' })
  gtin?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The certification's id: its global id, the 22-character short form or the canonical UUID.",
  })
  certificationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The certification's code, ignoring case; that of the own organization before one that all share.",
  })
  certificationCode?: string | null;
}
