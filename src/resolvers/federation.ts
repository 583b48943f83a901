import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';
import { type Issue, validationProblem } from '../errors/problem.js';
import { Entity } from '../schema/federation/entity.js';
import { Representation } from '../schema/federation/representation.js';
import { Service } from '../schema/federation/service.js';
import { refuse } from '../services/validation/validator.js';
import type { GatewayContext } from './context.js';
import { readRepresentation } from './entity-keys.js';

/** Maximum representations of `_entities`: as many keys as one statement looks up. */
const MAX_REPRESENTATIONS = 500;

/** Maximum malformed representations of one field that are reported. */
const MAX_FAULTS = 5;

/** The fields that routers select of a subgraph (Apollo Federation 2, "Subgraph specification"). */
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
    const faults = new Faults();
    return representations.map(async (representation, index) => {
      const { issues, find } = readRepresentation(representation);
      if (issues.length === 0) return find(loaders);
      faults.report(issues, index);
      return null;
    });
  }
}

const MORE_FAULTS = { msg: 'Input has more faults than are listed', type: 'too_many_errors' };

/**
 * Malformed representations of one field. Each is the error of its item alone, because routers put representations of
 * several requests together. Only the first have errors: hundreds would take long to write.
 */
class Faults {
  private count = 0;

  /** Throws the 422 of a representation with these issues, unless enough were reported. */
  report(issues: readonly Issue[], index: number): void {
    this.count += 1;
    const path = ['representations', index];
    if (this.count <= MAX_FAULTS)
      throw validationProblem(issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
    if (this.count === MAX_FAULTS + 1) throw validationProblem([{ path, ...MORE_FAULTS }]);
  }
}
