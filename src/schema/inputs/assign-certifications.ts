import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type {
  BatchErrorPolicy as OnError,
  ExistingPolicy as OnExisting,
} from '../../services/assignments/batches/batch-input.js';
import type { CertificationAssignmentRecord } from '../../services/records.js';
import { BatchErrorPolicy, ExistingPolicy } from '../enums.js';
import { CertificationAssignment } from '../types/certification-assignment.js';
import { Problem } from '../types/problem.js';
import { AssignCertificationInput } from './assign-certification.js';

/** Input of `assignCertifications`. */
@InputType({ description: 'Certifications to assign to products, many at once.' })
export class AssignCertificationsInput {
  @Field(() => [AssignCertificationInput], {
    description:
      'The rows: 1 to 1,000. Of rows for the same product and certification, the first is stored and the later ones fail.',
  })
  assignments!: AssignCertificationInput[];

  @Field(() => BatchErrorPolicy, {
    defaultValue: 'continue',
    description: 'What becomes of the other rows when a row fails.',
  })
  onError!: OnError;

  @Field(() => ExistingPolicy, {
    defaultValue: 'conflict',
    description: 'What becomes of a row whose product holds the certification already.',
  })
  onExisting!: OnExisting;
}

/** What has become of a row. */
@ObjectType({
  simpleResolvers: true,
  description: 'What has become of a row of `assignCertifications`: an assignment, or why it is not stored.',
})
export class AssignCertificationResult {
  @Field(() => Int, { description: 'Place of the row in `assignments`, from 0 on.' })
  index!: number;

  @Field(() => CertificationAssignment, {
    nullable: true,
    description: 'The assignment as it stands now; null if the row has failed.',
  })
  assignment!: CertificationAssignmentRecord | null;

  @Field(() => Problem, { nullable: true, description: 'Why the row has failed; null if it has not.' })
  problem!: Problem | null;
}

/** Payload of `assignCertifications`. */
@ObjectType({ simpleResolvers: true, description: 'Result of `assignCertifications`.' })
export class AssignCertificationsPayload {
  @Field(() => Int, { description: 'Number of new assignments.' })
  created!: number;

  @Field(() => Int, {
    description: 'Number of rows whose assignment existed and is now as the row says.',
  })
  updated!: number;

  @Field(() => Int, { description: 'Number of rows that are not stored.' })
  failed!: number;

  @Field(() => [AssignCertificationResult], {
    description: 'One result for each row, in the order of the rows.',
  })
  results!: AssignCertificationResult[];
}
