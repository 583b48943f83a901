import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from './node.js';

/** GraphQL view of a certification. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'What a product can be certified as, such as "USDA Organic". One that belongs to an organization exists for that organization alone.',
})
export class Certification extends Node {
  @Field(() => ID, { description: 'Global id of the certification.' })
  override id!: string;

  @Field(() => String, {
    description:
      'Stable machine name: `USDA_ORGANIC`. Unique among the certifications that all share and among those of an organization; empty for one of an organization that has none.',
  })
  code!: string;

  @Field(() => String, { description: 'Display name: `USDA Organic`.' })
  label!: string;

  @Field(() => String, { description: 'What the certification means; may be empty.' })
  description!: string;

  @Field(() => String, { description: 'URL of a page about the certification; may be empty.' })
  url!: string;

  @Field(() => String, { nullable: true, description: 'URL of the logo; null if there is none.' })
  logoUrl!: string | null;

  @Field(() => String, { description: 'Name of the programme (GS1 `certificationAgency`); may be empty.' })
  program!: string;

  @Field(() => String, { description: 'Name of the standard (GS1 `certificationStandard`); may be empty.' })
  standard!: string;
}
