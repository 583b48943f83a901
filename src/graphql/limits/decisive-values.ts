import {
  type ArgumentNode,
  type ConstValueNode,
  type DirectiveNode,
  Kind,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../services/pagination/page-request.js';

/**
 * What of the values of variables can change a cost: numbers as page sizes, and flags; the length of a list, and the
 * searches of a filter; of everything else, that there is one. Null for none.
 */
export type DecisiveValues = ReadonlyMap<string, number | boolean | null>;

/** Members of filters that are looked up by key. All others search. */
const KEYS = new Set(['gtins']);

/** Items of a list in a filter, such as codes of claims, that are one search. */
const ITEMS_PER_SEARCH = 5;

/** Lengths and searches beyond this are one to the cost: no valid filter has so many. */
const MAX_LENGTH = 1_000;

/** Reads them off a request. Values of invalid types have no effect: the executor refuses them afterwards. */
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
  if (typeof value === 'number') return Math.min(Math.max(Math.ceil(value), 0), MAX_PAGE_SIZE);
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return Math.min(value.length, MAX_LENGTH);
  return typeof value === 'object' ? Math.min(searchesOfFilter(value), MAX_LENGTH) : true;
}

function searchesOfFilter(filter: object): number {
  return Object.entries(filter).reduce(
    (sum, [name, value]) =>
      sum + searchesOfMember(name, Array.isArray(value) ? value.length : isGiven(value)),
    0,
  );
}

/** Whatever it is, one search; a number of a wrong type is not taken for the length of a list. */
function isGiven(value: unknown): true | null {
  return value === null || value === undefined ? null : true;
}

/** @param value the length of a list; null or undefined for none. */
function searchesOfMember(name: string, value: unknown): number {
  if (KEYS.has(name) || value === null || value === undefined) return 0;
  return typeof value === 'number' ? Math.ceil(value / ITEMS_PER_SEARCH) : 1;
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

/** The searches of the argument `filter`: one for each member that has a value, and for five items of a list. */
export function searchesOf(nodes: readonly ArgumentNode[] | undefined, values: DecisiveValues): number {
  const filter = argument(nodes, 'filter');
  if (filter?.kind === Kind.VARIABLE) return Number(values.get(filter.name.value) ?? 0);
  if (filter?.kind !== Kind.OBJECT) return 0;
  return filter.fields.reduce(
    (sum, { name, value }) => sum + searchesOfMember(name.value, memberValue(value, values)),
    0,
  );
}

function memberValue(node: ValueNode, values: DecisiveValues): unknown {
  if (node.kind === Kind.VARIABLE) return values.get(node.name.value);
  if (node.kind === Kind.LIST) return node.values.length;
  return node.kind === Kind.NULL ? null : true;
}
