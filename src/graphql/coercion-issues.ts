import {
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import type { Issue } from '../errors/problem.js';

type Path = readonly (string | number)[];

/** What an issue says of a value that its type refuses. */
export const WRONG_TYPE = {
  msg: 'Input should be a value of the type that the schema names',
  type: 'type_error',
} as const;

/** What an issue says of a required value that is absent, or null. */
export const MISSING = { msg: 'Field required', type: 'missing' } as const;

/**
 * The issues of a value that `coerceInputValue` of graphql-js refuses: one for each member of an object that is missing or
 * unknown, or else one for the type of the value.
 * @param root the argument that the value lies below.
 * @param path from the variable to the value.
 * @param type the variable's.
 */
export function* coercionIssues(
  root: string,
  path: Path,
  value: unknown,
  type: GraphQLInputType,
): Generator<Issue> {
  const place = [root, ...path];
  const inner = typeAt(type, path);
  if (!isInputObjectType(inner) || typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield { path: place, ...WRONG_TYPE };
    return;
  }
  const members = value as Readonly<Record<string, unknown>>;
  const fields = inner.getFields();
  for (const field of Object.values(fields)) {
    if (members[field.name] === undefined && isRequiredInputField(field)) {
      yield { path: [...place, field.name], ...MISSING };
    }
  }
  for (const name of Object.keys(members)) {
    if (!Object.hasOwn(fields, name)) {
      yield { path: [...place, name], msg: 'Unknown field', type: 'extra_forbidden' };
    }
  }
}

/** The type of a value below one of the given type. A list accepts a value that is no list as its only item. */
function typeAt(type: GraphQLInputType, [key, ...rest]: Path): GraphQLInputType {
  if (isNonNullType(type)) return typeAt(type.ofType, key === undefined ? [] : [key, ...rest]);
  if (isListType(type) && typeof key !== 'number') {
    return typeAt(type.ofType, key === undefined ? [] : [key, ...rest]);
  }
  if (key === undefined) return type;
  if (isListType(type)) return typeAt(type.ofType, rest);
  const field = isInputObjectType(type) ? type.getFields()[key] : undefined;
  return field ? typeAt(field.type, rest) : type;
}
