import {
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import { WRONG_TYPE } from '../errors/graphql-rendering.js';
import type { Issue } from '../errors/problem.js';

type Path = readonly (string | number)[];

/**
 * What is wrong with a value that `coerceInputValue` of graphql-js refuses: each member of an object that is missing or
 * unknown, or else its type.
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
      yield { path: [...place, field.name], msg: 'Field required', type: 'missing' };
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
