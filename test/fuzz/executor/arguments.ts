import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
} from 'graphql';
import type { Choice } from './choice.js';
import { variablesFor } from './variables.js';

/** Levels of input objects within one another. */
const MAX_DEPTH = 2;

/** The arguments of a field, with their parentheses; empty when none is given. */
export function argumentsText(args: readonly GraphQLArgument[], choice: Choice): string {
  const given = args.filter((arg) => isRequiredArgument(arg) || choice.chance(45));
  return given.length === 0 ? '' : `(${given.map((arg) => member(arg, choice, 0)).join(', ')})`;
}

function member(input: GraphQLArgument | GraphQLInputField, choice: Choice, depth: number): string {
  return `${input.name}: ${value(input.type, choice, depth, input.defaultValue !== undefined)}`;
}

function value(type: GraphQLInputType, choice: Choice, depth: number, hasDefault = false): string {
  const variables = variablesFor(type, hasDefault);
  return variables.length > 0 && choice.chance(40)
    ? `$${choice.pick(variables)}`
    : literal(type, choice, depth);
}

function literal(type: GraphQLInputType, choice: Choice, depth: number): string {
  if (isNonNullType(type)) return literalNonNull(type.ofType, choice, depth);
  return choice.chance(10) ? 'null' : literalNonNull(type, choice, depth);
}

function literalNonNull(type: GraphQLInputType, choice: Choice, depth: number): string {
  if (isListType(type)) {
    // A single value stands for a list of one.
    const item = getNullableType(type.ofType);
    if (!isListType(item) && choice.chance(20)) return literalNonNull(item, choice, depth);
    return `[${choice.times(0, 3, () => value(type.ofType, choice, depth)).join(', ')}]`;
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => choice.chance(30) && isAllowed(field, depth),
    );
    return `{ ${fields.map((field) => member(field, choice, depth + 1)).join(', ')} }`;
  }
  if (isEnumType(type)) return choice.pick(['RED', 'GREEN', 'BLUE']);
  switch ('name' in type ? type.name : '') {
    case 'Boolean':
      return choice.pick(['true', 'false']);
    case 'String':
      return choice.pick(['"text"', '""', '"""block"""', '"\\u0041\\n"']);
    case 'ID':
      return choice.pick(['"x"', '5']);
    case 'Float':
      return choice.pick(['1.5', '2']);
    case 'Money':
      return choice.pick(['5', '"text"', '{ amount: [1, $int] }', '{ of: $text }', '[1, "x"]', 'CENT']);
    default:
      return choice.pick(['1', '2', '-3']);
  }
}

function isAllowed({ type }: GraphQLInputField, depth: number): boolean {
  return depth < MAX_DEPTH || !isInputObjectType(type);
}
