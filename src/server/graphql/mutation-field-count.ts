import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import {
  type DecisiveValues,
  decisiveValues,
  decisiveVariables,
  isLeftOut,
} from './limits/decisive-values.js';

/**
 * How many mutation fields of a valid operation will run, before it does: fields with one response key are
 * one, those that `@skip` and `@include` take out are none, nor is `__typename`. 0 for a query.
 */
export function mutationFieldCount(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | undefined,
): number {
  if (operation.operation !== OperationTypeNode.MUTATION) return 0;
  const values = decisiveValues(decisiveVariables(operation), variables);
  const keys = new Set<string>();
  collect(operation.selectionSet, fragmentsOf(document), values, keys, new Set());
  return keys.size;
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
}

/** Collects response keys; a named fragment is looked into once. */
function collect(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  values: DecisiveValues,
  keys: Set<string>,
  visited: Set<string>,
): void {
  for (const selection of selections) {
    if (isLeftOut(selection.directives, values)) continue;
    if (selection.kind === Kind.FIELD) {
      const { name, alias } = selection;
      if (!name.value.startsWith('__')) keys.add((alias ?? name).value);
      continue;
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, fragments, values, keys, visited);
      continue;
    }
    const fragment = fragments.get(selection.name.value);
    if (!fragment || visited.has(fragment.name.value)) continue;
    visited.add(fragment.name.value);
    collect(fragment.selectionSet, fragments, values, keys, visited);
  }
}
