import { Kind, OperationTypeNode, type SelectionSetNode } from 'graphql';
import { type DecisiveValues, decisiveValues, isLeftOut } from './limits/decisive-values.js';
import type { Fragments, ParsedOperation } from './parsed-operation.js';

/**
 * How many mutation fields of a valid operation will run, known before it does: fields with one response key
 * are one, those that `@skip` and `@include` take out are none, nor is `__typename`. 0 for a query.
 */
export function mutationFieldCount(
  { node, fragments }: ParsedOperation,
  variables: Readonly<Record<string, unknown>> | undefined,
): number {
  if (node.operation !== OperationTypeNode.MUTATION) return 0;
  const keys = new ResponseKeys(fragments, decisiveValues(node.variableDefinitions, variables));
  keys.collect(node.selectionSet);
  return keys.found.size;
}

/** Gathers the response keys of root fields as the executor does: each named fragment is looked into once. */
class ResponseKeys {
  readonly found = new Set<string>();
  private readonly visited = new Set<string>();

  constructor(
    private readonly fragments: Fragments,
    private readonly values: DecisiveValues,
  ) {}

  collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (isLeftOut(selection.directives, this.values)) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) this.collect(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) this.collectSpread(selection.name.value);
      else if (!selection.name.value.startsWith('__')) {
        this.found.add((selection.alias ?? selection.name).value);
      }
    }
  }

  private collectSpread(name: string): void {
    const fragment = this.fragments[name];
    if (!fragment || this.visited.has(name)) return;
    this.visited.add(name);
    this.collect(fragment.selectionSet);
  }
}
