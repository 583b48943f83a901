import { Field, ID, ObjectType } from 'type-graphql';
import { DateTime } from '../scalars/date-time.js';
import { GTIN } from '../scalars/gtin.js';
import { Node } from './node.js';

/** GraphQL view of a product. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A trade item, identified by its GTIN and owned by an organization.',
})
export class Product extends Node {
  @Field(() => ID, { description: "Global id: the product's GTIN in 14 digits." })
  override id!: string;

  @Field(() => GTIN, { description: 'The number on the barcode, in 14 digits.' })
  gtin!: string;

  @Field(() => String, { description: 'Display name.' })
  name!: string;

  @Field(() => String, { description: 'Brand as the import contains it; empty if there is none.' })
  brand!: string;

  @Field(() => DateTime, { description: 'Time at which the product was registered.' })
  createdAt!: string;
}
