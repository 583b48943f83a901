import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from './node.js';

/** GraphQL view of a certification body. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An organization of the world that issues certifications.',
})
export class CertificationBody extends Node {
  @Field(() => ID, { description: 'Global id of the body.' })
  override id!: string;

  @Field(() => String, { description: 'Name, unique over the catalogue.' })
  name!: string;

  @Field(() => String, { description: 'URL of the website; may be empty.' })
  website!: string;

  @Field(() => String, { description: 'What the body does; may be empty.' })
  description!: string;

  @Field(() => String, { nullable: true, description: 'URL of the logo; null if there is none.' })
  logoUrl!: string | null;
}
