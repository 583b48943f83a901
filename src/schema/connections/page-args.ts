import { ArgsType, Field, Int } from 'type-graphql';

/** Arguments of a connection, which is read from either end. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many rows to give at most, from the start: 0 to 100. 25 when no number is given.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the row behind which the page lies.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many rows to give at most, from the end: 0 to 100. Not together with `first`.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the row before which the page lies.' })
  before?: string | null;
}
