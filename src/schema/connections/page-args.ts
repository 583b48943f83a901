import { ArgsType, Field, Int } from 'type-graphql';

/** Arguments of a connection, which is read from either end. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'Maximum number of rows, from the start: 0 to 100. 25 if neither `first` nor `last` is set.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor: the page starts after this row.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Maximum number of rows, from the end: 0 to 100. Not together with `first`.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor: the page ends before this row.' })
  before?: string | null;
}
