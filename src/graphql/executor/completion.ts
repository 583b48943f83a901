import {
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { FieldPlan, ValuePlan } from './plan.js';

/** Whether a value is a promise, by the rule of graphql-js. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

export function nullForNonNull({ parent, field }: FieldPlan): Error {
  return new Error(`Cannot return null for non-nullable field ${parent.name}.${field.name}.`);
}

/** Serializes a scalar or an enum. */
export function completeLeaf({ serialize, type }: ValuePlan & { kind: 'leaf' }, value: unknown): unknown {
  const serialized = serialize(value);
  if (serialized === null || serialized === undefined) {
    throw new Error(
      `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(serialized)}`,
    );
  }
  return serialized;
}

/** The items of a list. */
export function iterable(value: unknown, { parent, field }: FieldPlan): Iterable<unknown> {
  if (
    typeof value === 'object' &&
    typeof (value as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === 'function'
  ) {
    return value as Iterable<unknown>;
  }
  throw new GraphQLError(`Expected Iterable, but did not find one for field "${parent.name}.${field.name}".`);
}

/** The type of an object of an interface or a union, by the name that its `resolveType` has returned. */
export function objectType(
  schema: GraphQLSchema,
  { parent, field }: FieldPlan,
  abstract: GraphQLAbstractType,
  name: unknown,
): GraphQLObjectType {
  const type = typeof name === 'string' ? schema.getType(name) : undefined;
  if (isObjectType(type) && schema.isSubType(abstract, type)) return type;
  throw new Error(
    `${inspect(name)} is no type of ${abstract.name} for the field ${parent.name}.${field.name}.`,
  );
}
