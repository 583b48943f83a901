import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { readGlobalId } from '../codecs/global-id.js';
import { Node } from '../schema/types/node.js';
import { refuse } from '../services/validation/validator.js';
import type { GatewayContext } from './context.js';
import type { Loaders } from './loaders.js';

/** Maximum ids of `nodes`. */
const MAX_IDS = 100;

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'The object with this global id; null if there is none.',
  })
  node(
    @Arg('id', () => ID, { description: 'Global id, as the field `id` returns it.' }) id: string,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<object | null> {
    return findNode(loaders, id);
  }

  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description: 'The objects with these global ids, in their order; null where an id names nothing.',
  })
  async nodes(
    @Arg('ids', () => [ID], {
      description: `Global ids, as the field \`id\` returns them; at most ${MAX_IDS}.`,
    })
    ids: string[],
    @Ctx() { loaders }: GatewayContext,
  ): Promise<(object | null)[]> {
    if (ids.length > MAX_IDS) {
      refuse([{ path: ['ids'], msg: `List should have at most ${MAX_IDS} items`, type: 'too_long' }]);
    }
    return Promise.all(ids.map((id) => findNode(loaders, id)));
  }
}

async function findNode(loaders: Loaders, id: string): Promise<object | null> {
  const named = readGlobalId(id);
  const record = named && (await loaders.record(named));
  return record ? { __typename: named.type, ...record } : null;
}
