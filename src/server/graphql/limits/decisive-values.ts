import {
  type ArgumentNode,
  type ConstValueNode,
  type DirectiveNode,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
  type ValueNode,
  type VariableDefinitionNode,
} from 'graphql';
import { DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE } from '../../../services/paging/page-request.js';

/** Values of variables that can change a cost: numbers as page sizes, and flags; null for none. */
export type DecisiveValues = ReadonlyMap<string, number | boolean | null>;

/** The variables whose values can change an operation's cost: those of the types `Int` and `Boolean`. */
export function decisiveVariables({ variableDefinitions = [] }: OperationDefinitionNode) {
  return variableDefinitions.filter(({ type }) => ['Int', 'Boolean'].includes(namedType(type)));
}

function namedType(type: TypeNode): string {
  if (type.kind === Kind.NON_NULL_TYPE) return namedType(type.type);
  // Lists decide nothing: no page size is one.
  return type.kind === Kind.NAMED_TYPE ? type.name.value : '';
}

/** Reads them off a request. A value of another type is none: the executor refuses it afterwards. */
export function decisiveValues(
  definitions: readonly VariableDefinitionNode[],
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
  if (node?.kind === Kind.INT) return Number(node.value);
  return node?.kind === Kind.BOOLEAN ? node.value : null;
}

/** All numbers beyond a limit are one to the cost, so that few different costs have to be known. */
function narrow(value: unknown): number | boolean | null {
  if (typeof value === 'number') return Math.min(Math.max(value, 0), LARGEST_PAGE_SIZE);
  return typeof value === 'boolean' ? value : null;
}

function readValue(node: ValueNode | undefined, values: DecisiveValues) {
  if (node?.kind === Kind.VARIABLE) return values.get(node.name.value) ?? null;
  return node && narrow(literal(node as ConstValueNode));
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
