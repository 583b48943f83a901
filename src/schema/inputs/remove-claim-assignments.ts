import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { BatchErrorPolicy as OnError } from '../../services/assignments/batches/batch-input.js';
import { BatchErrorPolicy } from '../enums.js';
import { Problem } from '../types/problem.js';
import { RemoveClaimAssignmentInput } from './remove-claim-assignment.js';

/** Input of `removeClaimAssignments`. */
@InputType({ description: 'Claims to remove from products, many at once.' })
export class RemoveClaimAssignmentsInput {
  @Field(() => [RemoveClaimAssignmentInput], { description: 'The rows: 1 to 1,000.' })
  assignments!: RemoveClaimAssignmentInput[];

  @Field(() => BatchErrorPolicy, {
    defaultValue: 'continue',
    description: 'What becomes of the other rows when a row fails.',
  })
  onError!: OnError;
}

/** What has become of a row. */
@ObjectType({
  simpleResolvers: true,
  description: 'What has become of a row of `removeClaimAssignments`.',
})
export class RemoveClaimAssignmentResult {
  @Field(() => Int, { description: 'Place of the row in `assignments`, from 0 on.' })
  index!: number;

  @Field(() => ID, {
    nullable: true,
    description: 'Global id of the removed assignment; null if the row has failed.',
  })
  removedAssignmentId!: string | null;

  @Field(() => Problem, { nullable: true, description: 'Why the row has failed; null if it has not.' })
  problem!: Problem | null;
}

/** Payload of `removeClaimAssignments`. */
@ObjectType({ simpleResolvers: true, description: 'Result of `removeClaimAssignments`.' })
export class RemoveClaimAssignmentsPayload {
  @Field(() => Int, { description: 'Number of removed assignments.' })
  removed!: number;

  @Field(() => Int, { description: 'Number of rows that have removed nothing.' })
  failed!: number;

  @Field(() => [RemoveClaimAssignmentResult], {
    description: 'One result for each row, in the order of the rows.',
  })
  results!: RemoveClaimAssignmentResult[];
}
