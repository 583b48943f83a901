import { Field, ID, ObjectType } from 'type-graphql';
import type { ClaimCategory as ClaimCategoryValue } from '../../entities/claim.js';
import { ClaimCategory } from '../enums.js';
import { Node } from './node.js';

/** GraphQL view of a catalogue entry. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An entry of the catalogue: a statement that products may carry, such as "Non-GMO".',
})
export class Claim extends Node {
  @Field(() => ID, { description: "Global id: the claim's 22-character short id." })
  override id!: string;

  @Field(() => String, { description: 'Stable machine name, unique over the catalogue: `NON_GMO`.' })
  code!: string;

  @Field(() => String, { description: 'Display name: `Non-GMO`.' })
  label!: string;

  @Field(() => ClaimCategory, { description: 'Group that the claim belongs to.' })
  category!: ClaimCategoryValue;

  @Field(() => Boolean, { description: 'Whether the claim needs an explanation by the brand.' })
  requiresDefinition!: boolean;

  @Field(() => String, { description: 'What the claim means; may be empty.' })
  description!: string;
}
