import {
  coerceInputValue,
  type GraphQLFormattedError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  Kind,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { renderForGraphql } from '../errors/graphql-rendering.js';
import { type Issue, validationProblem } from '../errors/problem.js';
import { coercionIssues, MISSING } from './coercion-issues.js';
import { locationOf } from './locations.js';

/** Faults that are named before the rest is passed over. */
const MAX_FAULTS = 10;

const MORE_FAULTS: Issue = {
  path: [],
  msg: 'Input has more faults than are listed',
  type: 'too_many_errors',
};

/** The values of an operation's variables, or the errors of those that their types refuse. */
export type Variables =
  | { readonly values: Record<string, unknown>; readonly errors?: undefined }
  | { readonly values?: undefined; readonly errors: readonly GraphQLFormattedError[] };

/** A fault beyond those that are named. */
class TooManyFaults extends Error {}

/**
 * Coerces the values of variables (GraphQL, "Coercing Variable Values"). graphql-js's own function writes each whole
 * value into each message, which takes seconds for large ones; here a fault is its place and its kind.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Readonly<Record<string, unknown>>,
): Variables {
  const values: Record<string, unknown> = {};
  const errors: GraphQLFormattedError[] = [];
  const report = (issue: Issue, definition: VariableDefinitionNode): void => {
    if (errors.length === MAX_FAULTS) throw new TooManyFaults();
    errors.push(render(issue, definition));
  };
  try {
    for (const definition of definitions) coerce(schema, definition, given, values, report);
  } catch (error) {
    if (!(error instanceof TooManyFaults)) throw error;
    errors.push(renderForGraphql(validationProblem([MORE_FAULTS])));
  }
  return errors.length > 0 ? { errors } : { values };
}

function coerce(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  values: Record<string, unknown>,
  report: (issue: Issue, definition: VariableDefinitionNode) => void,
): void {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
  // Validation has refused all others.
  if (!isInputType(type)) return;
  const root = argumentName(definition);
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  if (value === undefined && definition.defaultValue) {
    values[name] = valueFromAST(definition.defaultValue, type);
  } else if ((value === undefined || value === null) && isNonNullType(type)) {
    report({ path: [root], ...MISSING }, definition);
  } else if (value !== undefined) {
    const refused = new Set<object>();
    const onError = (path: readonly (string | number)[], value: unknown): void => {
      // graphql-js reports an object once for each of its faults.
      if (typeof value === 'object' && value !== null) {
        if (refused.has(value)) return;
        refused.add(value);
      }
      for (const issue of coercionIssues(root, path, value, type)) report(issue, definition);
    };
    values[name] = coerceInputValue(value, type, onError, true);
  }
}

function render(issue: Issue, { loc }: VariableDefinitionNode): GraphQLFormattedError {
  const error = renderForGraphql(validationProblem([issue]));
  return loc ? { ...error, locations: [locationOf(loc.source, loc.start)] } : error;
}

/** Variables of input types are used for the argument `input`; others are named after their argument. */
function argumentName({ type, variable }: VariableDefinitionNode): string {
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return inner.kind === Kind.NAMED_TYPE && inner.name.value.endsWith('Input') ? 'input' : variable.name.value;
}
