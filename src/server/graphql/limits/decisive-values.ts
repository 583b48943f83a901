import {
  type ArgumentNode,
  type ConstValueNode,
  type DirectiveNode,
  Kind,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';
import { DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE } from '../../../services/paging/page-request.js';

/**
 * What of the values of variables can change a cost: numbers as page sizes, and flags; of everything else, whether it
 * makes a filter one that searches. Null for none.
 */
export type DecisiveValues = ReadonlyMap<string, number | boolean | null>;

/** Members of filters that are looked up by key. All others search. */
const KEYS = new Set(['gtins']);

/** Reads them off a request. Values of wrong types do no harm: the executor refuses them afterwards. */
export function decisiveValues(
  definitions: readonly VariableDefinitionNode[] = [],
  variables: Readonly<Record<string, unknown>> = {},
): DecisiveValues {
  return new Map(
    definitions.map(({ variable: { name }, defaultValue }) => [
      name.value,
      narrow(Object.hasOwn(variables, name.value) ? variables[name.value] : literal(defaultValue)),
    ]),
  );
}

function literal(node: ConstValueNode | undefined): unknown {
  return node && valueFromASTUntyped(node);
}

/** All numbers beyond a limit are one to the cost, so that few different costs have to be known. */
function narrow(value: unknown): number | boolean | null {
  if (typeof value === 'number') return Math.min(Math.max(value, 0), LARGEST_PAGE_SIZE);
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  return typeof value === 'object' && !Array.isArray(value) ? searches(value) : true;
}

/** Whether a filter has a member that searches. */
function searches(filter: object): boolean {
  return Object.entries(filter).some(([name, value]) => !KEYS.has(name) && (value ?? null) !== null);
}

function readValue(node: ValueNode | undefined, values: DecisiveValues): number | boolean | null {
  if (node?.kind === Kind.VARIABLE) return values.get(node.name.value) ?? null;
  if (node?.kind === Kind.INT) return narrow(Number(node.value));
  return node?.kind === Kind.BOOLEAN ? node.value : null;
}

function argument(nodes: readonly ArgumentNode[] | undefined, name: string): ValueNode | undefined {
  return nodes?.find((node) => node.name.value === name)?.value;
}

/** The rows of a page by its arguments. `first` and `last` exclude each other, which the service sees to. */
export function pageSize(nodes: readonly ArgumentNode[] | undefined, values: DecisiveValues): number {
  const sizes = ['first', 'last']
    .map((name) => readValue(argument(nodes, name), values))
    .filter((value) => typeof value === 'number');
  return sizes.length > 0 ? Math.max(...sizes) : DEFAULT_PAGE_SIZE;
}

/** Whether `@skip` or `@include` takes a selection out. */
export function isLeftOut(directives: readonly DirectiveNode[] | undefined, values: DecisiveValues): boolean {
  return (directives ?? []).some(({ name, arguments: nodes }) => {
    const flag = readValue(argument(nodes, 'if'), values);
    return (name.value === 'skip' && flag === true) || (name.value === 'include' && flag === false);
  });
}

/** Whether the argument `filter` searches. A member that is a variable does when that has a value. */
export function isFiltered(nodes: readonly ArgumentNode[] | undefined, values: DecisiveValues): boolean {
  const filter = argument(nodes, 'filter');
  if (filter?.kind === Kind.VARIABLE) return values.get(filter.name.value) === true;
  if (filter?.kind !== Kind.OBJECT) return false;
  return filter.fields.some(({ name, value }) => !KEYS.has(name.value) && isGiven(value, values));
}

function isGiven(value: ValueNode, values: DecisiveValues): boolean {
  if (value.kind === Kind.VARIABLE) return (values.get(value.name.value) ?? null) !== null;
  return value.kind !== Kind.NULL;
}
