import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from './node.js';

/** GraphQL view of an organization. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A company that owns products and has credentials.',
})
export class Organization extends Node {
  @Field(() => ID, { description: 'Global id of the organization.' })
  override id!: string;

  @Field(() => String, { description: 'Display name.' })
  name!: string;
}
