import * as fc from 'fast-check';
import { assignmentGlobalId, certificationAssignmentGlobalId } from '../../src/codecs/global-id.js';
import { selectionOf, shownAs, shownByGraphql } from './apis.js';
import type { Kind } from './kind.js';
import type { Model } from './model.js';
import type { Run } from './run.js';
import { foreignGtin, gtins } from './world.js';

const UNKNOWN_GTIN = '09999999999994';

/** The product of an id, and the code of what is assigned to it; without a code, the product itself is asked for. */
interface Named {
  readonly gtin: string;
  readonly code: string | undefined;
}

/** Products and assignments by their global ids: in this order, with null for what does not exist. */
class NodesCommand implements fc.AsyncCommand<Model, Run> {
  private readonly named: readonly Named[];

  constructor(named: readonly Named[]) {
    this.named = named;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, { world: { gateway, kind, keys }, seen }: Run): Promise<void> {
    const expected = this.named.map((one) => expectedNode(model, kind, one));
    for (const node of expected) {
      const name = `node ${node ? 'found' : 'null'}`;
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    const { body } = await gateway.graphql(
      `query ($ids: [ID!]!) { nodes(ids: $ids) {
        ... on Product { gtin } ... on ${kind.type}Assignment { product { gtin } ${selectionOf(kind)} } } }`,
      { key: keys.editor, variables: { ids: this.named.map((one) => idOf(kind, one)) } },
    );
    expect(body.errors).toBeUndefined();
    expect(body.data.nodes.map((node: any) => shownNode(kind, node))).toEqual(expected);
  }

  toString(): string {
    return `nodes ${JSON.stringify(this.named)}`;
  }
}

function idOf({ type, assignables }: Kind, { gtin, code }: Named): string {
  if (code === undefined) return gtin;
  const uuid = assignables.find((one) => one.code === code)?.uuid as string;
  return type === 'Claim' ? assignmentGlobalId(gtin, uuid) : certificationAssignmentGlobalId(gtin, uuid);
}

function expectedNode({ carried }: Model, kind: Kind, { gtin, code }: Named): unknown {
  const held = code !== undefined ? carried.get(gtin)?.get(code) : undefined;
  if (code === undefined) return carried.has(gtin) ? { gtin } : null;
  const owner = gtin === foreignGtin ? 'theirs' : 'ours';
  return held ? { gtin, shown: [code, shownAs(kind, 'graphql', held, owner)] } : null;
}

function shownNode(kind: Kind, node: any): unknown {
  if (!node?.product) return node;
  const [shown] = shownByGraphql(kind, [node]);
  return { gtin: node.product.gtin, shown };
}

/** Ids that repeat, of what exists and of what does not. */
export function nodesOf({ assignables }: Kind): fc.Arbitrary<NodesCommand> {
  const named = fc.record({
    gtin: fc.constantFrom(...gtins, ...gtins, UNKNOWN_GTIN),
    code: fc.constantFrom(undefined, ...assignables.map(({ code }) => code)),
  });
  return fc.array(named, { minLength: 1, maxLength: 6 }).map((all) => new NodesCommand(all));
}
