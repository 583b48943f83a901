import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';

/** Measures of an operation that need no schema; fragments count at each spread. */
export interface OperationShape {
  /** Fields within fields, including the innermost; introspection is not counted. */
  readonly depth: number;
  /** Fields with an alias. */
  readonly aliases: number;
  /** Fields, fragments, lists and objects within one another, what introspects included. */
  readonly levels: number;
}

/** The shape of an operation or a fragment without the fragments that it spreads, and these spreads. */
interface Part {
  readonly own: OperationShape;
  readonly spreads: readonly { readonly name: string; readonly at: Place }[];
}

interface Place {
  readonly depth: number;
  readonly levels: number;
  readonly introspects: boolean;
}

const NOTHING: OperationShape = { depth: 0, aliases: 0, levels: 0 };

const NESTING = new Set<Kind>([Kind.FIELD, Kind.INLINE_FRAGMENT, Kind.LIST, Kind.OBJECT]);

/**
 * Returns the maximum figures of the operations and fragments of a document. The document need not be valid, because it
 * is measured before all rules. Each fragment is measured once, however often it is spread, so that the work grows with
 * the length of the document alone; nesting takes no place on the stack.
 */
export function documentShape({ definitions }: DocumentNode): OperationShape {
  const fragments = new Map<string, Part | OperationShape>();
  const parts: Part[] = [];
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION)
      continue;
    const part = partOf(definition);
    parts.push(part);
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, part);
  }
  return parts.map((part) => assemble(part, fragments)).reduce(largest, NOTHING);
}

function partOf(definition: OperationDefinitionNode | FragmentDefinitionNode): Part {
  // A fragment on a type of introspection introspects as a whole.
  let introspecting =
    definition.kind === Kind.FRAGMENT_DEFINITION && definition.typeCondition.name.value.startsWith('__')
      ? 1
      : 0;
  let depth = 0;
  let levels = 0;
  let own = NOTHING;
  const spreads: { name: string; at: Place }[] = [];
  const move = (node: ASTNode, step: 1 | -1): void => {
    if (NESTING.has(node.kind)) levels += step;
    if (node.kind !== Kind.FIELD) return;
    if (node.name.value.startsWith('__')) introspecting += step;
    else depth += step;
  };
  visit(definition.selectionSet, {
    enter(node) {
      move(node, 1);
      const introspects = introspecting > 0;
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        spreads.push({ name: node.name.value, at: { depth, levels: levels + 1, introspects } });
      }
      const aliases = own.aliases + (node.kind === Kind.FIELD && node.alias ? 1 : 0);
      own = { ...largest(own, { depth: introspects ? 0 : depth, aliases: 0, levels }), aliases };
    },
    leave(node) {
      move(node, -1);
    },
  });
  return { own, spreads };
}

function assemble({ own, spreads }: Part, fragments: Map<string, Part | OperationShape>): OperationShape {
  let { depth, aliases, levels } = own;
  for (const { name, at } of spreads) {
    let fragment = fragments.get(name) ?? NOTHING;
    if ('own' in fragment) {
      // A fragment within itself adds nothing: graphql-js's own rule refuses cycles.
      fragments.set(name, NOTHING);
      fragment = assemble(fragment, fragments);
      fragments.set(name, fragment);
    }
    if (!at.introspects) depth = Math.max(depth, at.depth + fragment.depth);
    levels = Math.max(levels, at.levels + fragment.levels);
    // The count of fragments that multiply one another exceeds safe integers.
    aliases = Math.min(aliases + fragment.aliases, Number.MAX_SAFE_INTEGER);
  }
  return { depth, aliases, levels };
}

function largest(one: OperationShape, other: OperationShape): OperationShape {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: Math.max(one.aliases, other.aliases),
    levels: Math.max(one.levels, other.levels),
  };
}
