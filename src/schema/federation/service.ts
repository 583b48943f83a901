import { Field, ObjectType } from 'type-graphql';

/** What a router asks a subgraph for first (Apollo Federation 2, "Subgraph specification"). */
@ObjectType('_Service', { simpleResolvers: true, description: 'The subgraph itself.' })
export class Service {
  @Field(() => String, {
    description: 'The schema of the subgraph, with the directives of Apollo Federation.',
  })
  sdl!: string;
}
