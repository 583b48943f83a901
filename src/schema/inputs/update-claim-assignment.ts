import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ClaimSource as ClaimSourceValue } from '../../entities/claim-assignment.js';
import type { ClaimAssignmentRecord } from '../../services/records.js';
import { ClaimSource } from '../enums.js';
import { LocalDate } from '../scalars/date.js';
import { GTIN } from '../scalars/gtin.js';
import { Metadata } from '../scalars/metadata.js';
import { ClaimAssignment } from '../types/claim-assignment.js';

/** Input of `updateClaimAssignment`. */
@InputType({ description: 'What an assignment is to become. Only the fields that are given change.' })
export class UpdateClaimAssignmentInput {
  @Field(() => GTIN, { description: 'The product: 8 to 14 digits.' })
  gtin!: string;

  @Field(() => ID, { description: "The claim's id: the 22-character short form or the canonical UUID." })
  claimId!: string;

  @Field(() => ClaimSource, { nullable: true, description: 'Who asserts the claim; not null.' })
  source?: ClaimSourceValue | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which the claim holds; null opens the period on that end.',
  })
  validFrom?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Last day on which the claim holds, not before the first; null opens the period on that end.',
  })
  expirationDate?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Empty, or an absolute http or https URL of at most 2,048 characters that leads to evidence; not null.',
  })
  evidenceUrl?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Notes about the evidence: at most 10,000 characters; not null.',
  })
  evidenceNote?: string | null;

  @Field(() => Metadata, {
    nullable: true,
    description:
      'Texts to merge into those that are there: other keys stay, an empty value deletes its key, null and `{}` clear everything.',
  })
  metadata?: Record<string, string> | null;
}

/** Payload of `updateClaimAssignment`. */
@ObjectType({ simpleResolvers: true, description: 'What `updateClaimAssignment` gives.' })
export class UpdateClaimAssignmentPayload {
  @Field(() => ClaimAssignment, { description: 'The assignment as it stands now.' })
  assignment!: ClaimAssignmentRecord;
}
