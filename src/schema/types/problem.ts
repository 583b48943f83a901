import { Field, Int, ObjectType } from 'type-graphql';
import type { GraphqlCode } from '../../errors/graphql-codes.js';
import { ErrorCode } from '../enums.js';

/** One issue of a problem. */
@ObjectType({ simpleResolvers: true, description: 'An invalid or missing value.' })
export class ProblemDetail {
  @Field(() => [String], {
    description: 'Place of the value: `input`, then names of members and indexes of lists.',
  })
  loc!: readonly string[];

  @Field(() => String, { description: 'What is wrong, for people.' })
  msg!: string;

  @Field(() => String, { description: 'The kind of fault, for programs.' })
  type!: string;
}

/** A failure of one row of a batch: the problem document of the single operation. */
@ObjectType({
  simpleResolvers: true,
  description: 'Why a row of a batch has failed: what `errors` contain where the operation stands alone.',
})
export class Problem {
  @Field(() => ErrorCode, { description: 'The kind of failure, as in `extensions.code`.' })
  code!: GraphqlCode;

  @Field(() => Int, { description: 'HTTP status of the failure in the REST API.' })
  status!: number;

  @Field(() => String, { description: 'The kind of failure in a few words.' })
  title!: string;

  @Field(() => String, { description: 'Explanation of this occurrence, for people.' })
  detail!: string;

  @Field(() => Boolean, { description: 'Whether the same row can succeed later without being changed.' })
  retryable!: boolean;

  @Field(() => [ProblemDetail], { description: 'Invalid or missing values: at most 100.' })
  details!: readonly ProblemDetail[];
}
