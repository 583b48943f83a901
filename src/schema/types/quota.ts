import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../scalars/date-time.js';

/** One window of the caller's quota, as the rate limit headers of the response describe it. */
@ObjectType({
  simpleResolvers: true,
  description: 'One window of the quota, with the requests that remain in it after this one.',
})
export class Quota {
  @Field(() => Int, { description: 'Length of the window in seconds: 60 or 86,400.' })
  window!: number;

  @Field(() => Int, { description: 'Maximum number of requests in the window.' })
  limit!: number;

  @Field(() => Int, { description: 'Number of requests that remain in the window.' })
  remaining!: number;

  @Field(() => DateTime, {
    description: 'End of the window. The first request after it starts a new window.',
  })
  resetsAt!: Date;
}
