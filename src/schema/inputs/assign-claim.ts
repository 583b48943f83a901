import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ClaimSource as ClaimSourceValue } from '../../entities/claim-assignment.js';
import type { ClaimAssignmentRecord } from '../../services/records.js';
import { ClaimSource } from '../enums.js';
import { LocalDate } from '../scalars/date.js';
import { GTIN } from '../scalars/gtin.js';
import { Metadata } from '../scalars/metadata.js';
import { ClaimAssignment } from '../types/claim-assignment.js';

/** Input of `assignClaim`. */
@InputType({ description: 'A claim to assign to a product.' })
export class AssignClaimInput {
  @Field(() => GTIN, { description: 'The product: 8 to 14 digits.' })
  gtin!: string;

  @Field(() => ID, { description: "The claim's id: the 22-character short form or the canonical UUID." })
  claimId!: string;

  @Field(() => ClaimSource, { defaultValue: 'BRAND_SELF_DECLARED', description: 'Who asserts the claim.' })
  source!: ClaimSourceValue;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which the claim is valid.' })
  validFrom?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which the claim is valid; not before `validFrom`.',
  })
  expirationDate?: string | null;

  @Field(() => String, {
    defaultValue: '',
    description: 'URL of evidence: empty, or an absolute http or https URL of at most 2,048 characters.',
  })
  evidenceUrl!: string;

  @Field(() => String, {
    defaultValue: '',
    description: 'Notes about the evidence: at most 10,000 characters.',
  })
  evidenceNote!: string;

  @Field(() => Metadata, {
    nullable: true,
    description: 'Texts to attach. Keys with an empty value are dropped; null and `{}` attach nothing.',
  })
  metadata?: Record<string, string> | null;
}

/** Payload of `assignClaim`. */
@ObjectType({ simpleResolvers: true, description: 'Result of `assignClaim`.' })
export class AssignClaimPayload {
  @Field(() => ClaimAssignment, { description: 'The new assignment.' })
  assignment!: ClaimAssignmentRecord;
}
