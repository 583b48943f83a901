import { Field, InputType, ObjectType } from 'type-graphql';
import type { ClaimSource as ClaimSourceValue } from '../../entities/claim-assignment.js';
import type { ClaimAssignmentRecord } from '../../services/records.js';
import { ClaimSource } from '../enums.js';
import { LocalDate } from '../scalars/date.js';
import { Metadata } from '../scalars/metadata.js';
import { ClaimAssignment } from '../types/claim-assignment.js';
import { AssignmentNameInput } from './assignment-name.js';

/** Input of `updateClaimAssignment`. */
@InputType({ description: 'Changes of an assignment. Absent fields stay unchanged.' })
export class UpdateClaimAssignmentInput extends AssignmentNameInput {
  @Field(() => ClaimSource, { nullable: true, description: 'Who asserts the claim; not null.' })
  source?: ClaimSourceValue | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which the claim is valid; null if the start is unknown.',
  })
  validFrom?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Last day on which the claim is valid, not before the first; null if the claim does not expire.',
  })
  expirationDate?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'URL of evidence: empty, or an absolute http or https URL of at most 2,048 characters; not null.',
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
      'Texts to merge into the stored ones: other keys stay, an empty value deletes its key, null and `{}` delete all keys.',
  })
  metadata?: Record<string, string> | null;
}

/** Payload of `updateClaimAssignment`. */
@ObjectType({ simpleResolvers: true, description: 'Result of `updateClaimAssignment`.' })
export class UpdateClaimAssignmentPayload {
  @Field(() => ClaimAssignment, { description: 'The assignment after the change.' })
  assignment!: ClaimAssignmentRecord;
}
