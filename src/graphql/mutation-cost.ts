import {
  type FieldNode,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { batchCost } from '../services/assignments/batches/batch-cost.js';
import { type DecisiveValues, decisiveValues, isLeftOut } from './limits/decisive-values.js';
import { batches } from './limits/prices.js';
import type { Fragments, ParsedOperation } from './parsed-operation.js';

type Variables = Readonly<Record<string, unknown>>;

/**
 * Returns how many requests of the quota the mutation fields of a valid operation count as, before they are executed:
 * fields with one response key count as one, excluded ones (`@skip`, `@include`) and `__typename` as none. A batch
 * counts as one for each started hundred rows. 0 for a query.
 */
export function mutationCost({ node, fragments }: ParsedOperation, variables: Variables = {}): number {
  if (node.operation !== OperationTypeNode.MUTATION) return 0;
  const { variableDefinitions } = node;
  const fields = new MutationFields(fragments, decisiveValues(variableDefinitions, variables));
  fields.collect(node.selectionSet);
  let cost = 0;
  for (const field of fields.found.values()) {
    cost += batches.has(`Mutation.${field.name.value}`)
      ? batchCost(rowsOf(field, new GivenVariables(variableDefinitions, variables)))
      : 1;
  }
  return cost;
}

/** Collects root fields by their response keys as the executor does; each named fragment is visited once. */
class MutationFields {
  readonly found = new Map<string, FieldNode>();
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
        this.found.set((selection.alias ?? selection.name).value, selection);
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

/** The value of an argument or a member of an object: that of a variable, or a literal. */
type Given = { readonly value: unknown } | { readonly literal: ValueNode | undefined };

/** Values of variables as they were sent, or their defaults. */
class GivenVariables {
  constructor(
    private readonly definitions: readonly VariableDefinitionNode[] = [],
    private readonly variables: Variables,
  ) {}

  given(node: ValueNode | undefined): Given {
    if (node?.kind !== Kind.VARIABLE) return { literal: node };
    const name = node.name.value;
    if (Object.hasOwn(this.variables, name)) return { value: this.variables[name] };
    const definition = this.definitions.find(({ variable }) => variable.name.value === name);
    return { literal: definition?.defaultValue };
  }
}

/** The rows of a batch, as a list of values or of literals, whatever was sent instead. */
function rowsOf({ arguments: nodes = [] }: FieldNode, variables: GivenVariables): unknown {
  const input = variables.given(nodes.find(({ name }) => name.value === 'input')?.value);
  if ('value' in input) return (input.value as { assignments?: unknown } | null | undefined)?.assignments;
  if (input.literal?.kind !== Kind.OBJECT) return undefined;
  const rows = variables.given(input.literal.fields.find(({ name }) => name.value === 'assignments')?.value);
  if ('value' in rows) return rows.value;
  return rows.literal?.kind === Kind.LIST ? rows.literal.values : undefined;
}
