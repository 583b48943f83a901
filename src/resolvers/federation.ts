import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';
import { Entity } from '../schema/federation/entity.js';
import { Representation } from '../schema/federation/representation.js';
import { Service } from '../schema/federation/service.js';
import { refuse } from '../services/validation/validator.js';
import type { GatewayContext } from './context.js';
import { readRepresentation } from './entity-keys.js';
import type { Loaders } from './loaders.js';

/** Maximum representations of `_entities`: as many keys as one statement looks up. */
const MAX_REPRESENTATIONS = 500;

/** What routers ask a subgraph for (Apollo Federation 2, "Subgraph specification"). */
@Resolver()
export class FederationResolver {
  @Query(() => Service, { name: '_service', description: 'The schema of this subgraph, for routers.' })
  service(@Info() { schema }: GraphQLResolveInfo): Service {
    return { sdl: String(schema.extensions.subgraphText) };
  }

  @Query(() => [Entity], {
    name: '_entities',
    nullable: 'items',
    description: `The entities that these representations name, in their order; null where one names nothing. At most ${MAX_REPRESENTATIONS}.`,
  })
  entities(
    @Arg('representations', () => [Representation], { description: 'What names the entities.' })
    representations: readonly unknown[],
    @Ctx() { loaders }: GatewayContext,
  ): Promise<object | null>[] {
    if (representations.length > MAX_REPRESENTATIONS) {
      refuse([
        {
          path: ['representations'],
          msg: `List should have at most ${MAX_REPRESENTATIONS} items`,
          type: 'too_long',
        },
      ]);
    }
    return representations.map((representation, i) => findEntity(loaders, representation, i));
  }
}

/** A faulty representation is the error of its item alone: routers put representations of several requests together. */
async function findEntity(loaders: Loaders, representation: unknown, index: number): Promise<object | null> {
  const { issues, find } = readRepresentation(representation);
  refuse(issues.map((issue) => ({ ...issue, path: ['representations', index, ...issue.path] })));
  return find(loaders);
}
