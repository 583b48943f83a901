import { Field, ID, InterfaceType } from 'type-graphql';

/** Relay's Object Identification: whatever has a global id. Its records name their type themselves. */
@InterfaceType({
  description: 'An object with a global id, which the field `node` returns by this id.',
  resolveType: (record: { readonly __typename: string }) => record.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Global id: opaque, stable, and unique over all types.' })
  id!: string;
}
