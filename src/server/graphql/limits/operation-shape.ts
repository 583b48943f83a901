import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

/** What is measured of an operation without the schema; fragments count wherever they are spread. */
export interface OperationShape {
  /** Fields within fields, the innermost included; what introspects is left out. */
  readonly depth: number;
  /** Fields with an alias. */
  readonly aliases: number;
  /** Fields within fields, what introspects included, or values within the values of their arguments. */
  readonly levels: number;
}

type Fragments = Map<string, FragmentDefinitionNode | OperationShape>;

const NOTHING: OperationShape = { depth: 0, aliases: 0, levels: 0 };

/**
 * The largest figures of a document's operations and fragments. The document need not be valid: it is
 * measured before the rules see it. Each fragment is measured once, however often it is spread, so the
 * work grows with the length of the document alone.
 */
export function documentShape({ definitions }: DocumentNode): OperationShape {
  const measurable = definitions.filter(
    (definition): definition is OperationDefinitionNode | FragmentDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const fragments: Fragments = new Map();
  for (const definition of measurable) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return measurable.reduce((most, definition) => {
    const { depth, aliases, levels } = shapeOf(definition.selectionSet, fragments);
    return {
      depth: introspects(definition) ? most.depth : Math.max(most.depth, depth),
      aliases: Math.max(most.aliases, aliases),
      levels: Math.max(most.levels, levels),
    };
  }, NOTHING);
}

/** Whether it is a fragment on a type of the schema's own description. */
function introspects(definition: OperationDefinitionNode | FragmentDefinitionNode): boolean {
  return definition.kind === Kind.FRAGMENT_DEFINITION && definition.typeCondition.name.value.startsWith('__');
}

function shapeOf({ selections }: SelectionSetNode, fragments: Fragments): OperationShape {
  let depth = 0;
  let aliases = 0;
  let levels = 0;
  for (const selection of selections) {
    const inner = shapeBelow(selection, fragments);
    const isField = selection.kind === Kind.FIELD;
    if (isField && selection.alias) aliases += 1;
    aliases += inner.aliases;
    levels = Math.max(levels, inner.levels + (isField ? 1 : 0));
    for (const { value } of (isField && selection.arguments) || []) {
      levels = Math.max(levels, levelsOf(value));
    }
    if (isField && selection.name.value.startsWith('__')) continue;
    depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
  }
  // Fragments that double one another count beyond what a number holds.
  return { depth, aliases: Math.min(aliases, Number.MAX_SAFE_INTEGER), levels };
}

function levelsOf(value: ValueNode): number {
  let levels = 0;
  if (value.kind === Kind.LIST) {
    for (const item of value.values) levels = Math.max(levels, levelsOf(item));
  } else if (value.kind === Kind.OBJECT) {
    for (const field of value.fields) levels = Math.max(levels, levelsOf(field.value));
  }
  return levels + 1;
}

function shapeBelow(selection: SelectionNode, fragments: Fragments): OperationShape {
  if (selection.kind !== Kind.FRAGMENT_SPREAD) {
    return selection.selectionSet ? shapeOf(selection.selectionSet, fragments) : NOTHING;
  }
  const name = selection.name.value;
  const fragment = fragments.get(name);
  if (!fragment) return NOTHING;
  if ('depth' in fragment) return fragment;
  // Met again within itself, it adds nothing: circles are for graphql-js's own rule to refuse.
  fragments.set(name, NOTHING);
  const shape = shapeOf(fragment.selectionSet, fragments);
  fragments.set(name, shape);
  return shape;
}
