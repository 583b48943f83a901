import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../scalars/date-time.js';

/** One window of the caller's quota, as the rate limit headers of the response describe it. */
@ObjectType({
  simpleResolvers: true,
  description: 'How many requests are left in one window of the quota, this one counted.',
})
export class Quota {
  @Field(() => Int, { description: 'Length of the window in seconds: 60 or 86,400.' })
  window!: number;

  @Field(() => Int, { description: 'Requests that the window lets through.' })
  limit!: number;

  @Field(() => Int, { description: 'Requests that are left in it.' })
  remaining!: number;

  @Field(() => DateTime, { description: 'When it ends. The next request afterwards begins a new one.' })
  resetsAt!: Date;
}
