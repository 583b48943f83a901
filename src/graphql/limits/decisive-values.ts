import {
  type ArgumentNode,
  type ConstValueNode,
  type DirectiveNode,
  Kind,
  type ObjectValueNode,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../services/pagination/page-request.js';

/**
 * The parts of the values of variables that can change a cost: numbers as page sizes, and flags; the length of a list,
 * and the searches of a filter; of everything else, whether there is a value. Null for none.
 */
export type DecisiveValues = ReadonlyMap<string, number | boolean | null>;

/** Members of filters that are looked up by key. All others search. */
const KEYS = new Set(['gtins']);

/** Items of a list in a filter, such as codes of claims, that are one search. */
const ITEMS_PER_SEARCH = 5;

/** Maximum lengths and weights that are distinguished: no valid filter has so many. */
const MAX_LENGTH = 1_000;

/** Reads these values of a request. Values of invalid types have no effect: the executor refuses them afterwards. */
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

/** Limits numbers, so that the cache contains few different costs. */
function narrow(value: unknown): number | boolean | null {
  if (typeof value === 'number') return Math.min(Math.max(Math.ceil(value), 0), MAX_PAGE_SIZE);
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return Math.min(value.length, MAX_LENGTH);
  return typeof value === 'object' ? Math.min(weightOfFilter(value), MAX_LENGTH) : true;
}

/**
 * A filter weighs five for each search: one for each member with a value, and one for five items of a list. Conditions
 * in it weigh what they contain.
 */
function weightOfFilter(filter: object): number {
  return Object.entries(filter).reduce(
    (sum, [name, value]) => sum + weightOfMember(name, weightOf(value)),
    0,
  );
}

/**
 * Returns the length of a list or the weight of a filter. Any other value is one search, also a number of an invalid
 * type.
 */
function weightOf(value: unknown): number | true | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' ? weightOfFilter(value) : true;
}

/** @param value the length of a list or the weight of a filter; null or undefined for none. */
function weightOfMember(name: string, value: unknown): number {
  if (KEYS.has(name) || value === null || value === undefined) return 0;
  return ITEMS_PER_SEARCH * (typeof value === 'number' ? Math.ceil(value / ITEMS_PER_SEARCH) : 1);
}

function readValue(node: ValueNode | undefined, values: DecisiveValues): number | boolean | null {
  if (node?.kind === Kind.VARIABLE) return values.get(node.name.value) ?? null;
  if (node?.kind === Kind.INT) return narrow(Number(node.value));
  return node?.kind === Kind.BOOLEAN ? node.value : null;
}

function argument(nodes: readonly ArgumentNode[] | undefined, name: string): ValueNode | undefined {
  return nodes?.find((node) => node.name.value === name)?.value;
}

/** Returns the rows of a page by its arguments. The service refuses `first` together with `last`. */
export function pageSize(nodes: readonly ArgumentNode[] | undefined, values: DecisiveValues): number {
  const sizes = ['first', 'last']
    .map((name) => readValue(argument(nodes, name), values))
    .filter((value) => typeof value === 'number');
  return sizes.length > 0 ? Math.max(...sizes) : DEFAULT_PAGE_SIZE;
}

/**
 * Returns the number of items of a list in an argument, up to the maximum that is distinguished; one for a value that
 * is no list.
 */
export function listLength(
  nodes: readonly ArgumentNode[] | undefined,
  name: string,
  values: DecisiveValues,
): number {
  const node = argument(nodes, name);
  if (node?.kind === Kind.LIST) return Math.min(node.values.length, MAX_LENGTH);
  const value = node?.kind === Kind.VARIABLE ? values.get(node.name.value) : 1;
  return typeof value === 'number' ? value : 1;
}

/** Returns the number of rows of a batch in the argument `input`, up to the maximum that is distinguished. */
export function rowsOfBatch(nodes: readonly ArgumentNode[] | undefined, values: DecisiveValues): number {
  const input = argument(nodes, 'input');
  if (input?.kind !== Kind.OBJECT)
    return input?.kind === Kind.VARIABLE ? numberOf(values, input.name.value) : 1;
  const rows = input.fields.find(({ name }) => name.value === 'assignments')?.value;
  if (rows?.kind === Kind.LIST) return Math.min(rows.values.length, MAX_LENGTH);
  return rows?.kind === Kind.VARIABLE ? numberOf(values, rows.name.value) : 1;
}

function numberOf(values: DecisiveValues, name: string): number {
  const value = values.get(name);
  return typeof value === 'number' ? value : 1;
}

/** Whether `@skip` or `@include` excludes a selection. */
export function isLeftOut(directives: readonly DirectiveNode[] | undefined, values: DecisiveValues): boolean {
  return (directives ?? []).some(({ name, arguments: nodes }) => {
    const flag = readValue(argument(nodes, 'if'), values);
    return (name.value === 'skip' && flag === true) || (name.value === 'include' && flag === false);
  });
}

/**
 * Returns the searches of the argument `filter`: one for each member with a value, and one for five items of a list.
 */
export function searchesOf(nodes: readonly ArgumentNode[] | undefined, values: DecisiveValues): number {
  const filter = argument(nodes, 'filter');
  if (filter?.kind === Kind.VARIABLE) return Number(values.get(filter.name.value) ?? 0) / ITEMS_PER_SEARCH;
  return filter?.kind === Kind.OBJECT ? weightOfFields(filter, values) / ITEMS_PER_SEARCH : 0;
}

function weightOfFields({ fields }: ObjectValueNode, values: DecisiveValues): number {
  return fields.reduce(
    (sum, { name, value }) => sum + weightOfMember(name.value, memberValue(value, values)),
    0,
  );
}

function memberValue(node: ValueNode, values: DecisiveValues): unknown {
  if (node.kind === Kind.VARIABLE) return values.get(node.name.value);
  if (node.kind === Kind.LIST) return node.values.length;
  if (node.kind === Kind.OBJECT) return weightOfFields(node, values);
  return node.kind === Kind.NULL ? null : true;
}
