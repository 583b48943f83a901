import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type {
  BatchErrorPolicy as OnError,
  ExistingPolicy as OnExisting,
} from '../../services/assignments/batches/batch-input.js';
import type { ClaimAssignmentRecord } from '../../services/records.js';
import { BatchErrorPolicy, ExistingPolicy } from '../enums.js';
import { ClaimAssignment } from '../types/claim-assignment.js';
import { Problem } from '../types/problem.js';
import { AssignClaimInput } from './assign-claim.js';

/** Input of `assignClaims`. */
@InputType({ description: 'Claims to assign to products, many at once.' })
export class AssignClaimsInput {
  @Field(() => [AssignClaimInput], {
    description:
      'The rows: 1 to 1,000. Of rows for the same product and claim, the first is stored and the later ones fail.',
  })
  assignments!: AssignClaimInput[];

  @Field(() => BatchErrorPolicy, {
    defaultValue: 'continue',
    description: 'What becomes of the other rows when a row fails.',
  })
  onError!: OnError;

  @Field(() => ExistingPolicy, {
    defaultValue: 'conflict',
    description: 'What becomes of a row whose product carries the claim already.',
  })
  onExisting!: OnExisting;
}

/** What has become of a row. */
@ObjectType({
  simpleResolvers: true,
  description: 'What has become of a row of `assignClaims`: an assignment, or why it is not stored.',
})
export class AssignClaimResult {
  @Field(() => Int, { description: 'Place of the row in `assignments`, from 0 on.' })
  index!: number;

  @Field(() => ClaimAssignment, {
    nullable: true,
    description: 'The assignment as it stands now; null if the row has failed.',
  })
  assignment!: ClaimAssignmentRecord | null;

  @Field(() => Problem, { nullable: true, description: 'Why the row has failed; null if it has not.' })
  problem!: Problem | null;
}

/** Payload of `assignClaims`. */
@ObjectType({ simpleResolvers: true, description: 'Result of `assignClaims`.' })
export class AssignClaimsPayload {
  @Field(() => Int, { description: 'Number of new assignments.' })
  created!: number;

  @Field(() => Int, {
    description: 'Number of rows whose assignment existed and is now as the row says.',
  })
  updated!: number;

  @Field(() => Int, { description: 'Number of rows that are not stored.' })
  failed!: number;

  @Field(() => [AssignClaimResult], { description: 'One result for each row, in the order of the rows.' })
  results!: AssignClaimResult[];
}
