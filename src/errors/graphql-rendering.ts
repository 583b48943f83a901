import { type Issue, type Problem, validationProblem } from './problem.js';
import { type ProblemDocument, problemDocument } from './problem-document.js';
import { registry } from './registry.js';

/** An error of a GraphQL response, as the contract shapes it. */
export interface RenderedError {
  readonly message: string;
  readonly extensions: {
    readonly code: string;
    readonly status: number;
    readonly problem: ProblemDocument;
  };
}

/**
 * Renders a problem for the GraphQL door.
 * @param root name of the argument below which the issues lie (`input` of mutations), if there is one.
 * @param code code to show instead of the registry's: Apollo's own for failures of parsing and validation.
 */
export function renderForGraphql(problem: Problem, root?: string, code?: string): RenderedError {
  const row = registry[problem.code];
  return {
    message: problem.message,
    extensions: {
      code: code ?? row.graphqlCode,
      status: row.status,
      problem: problemDocument(problem, ({ path }) => (root === undefined ? path : [root, ...path])),
    },
  };
}

/** `Variable "$x" got invalid value …; reason`, with ` at "x.field"` where the fault lies deeper. */
const COERCION =
  /^Variable "\$(\w+)" got invalid value [\s\S]*?(?: at "\w+((?:\.\w+|\[\d+\])+)")?; ([\s\S]*)$/;
const MISSING_VARIABLE = /^Variable "\$(\w+)" of (?:required|non-null) type "[^"]*" /;
const MISSING_FIELD = /^Field "(\w+)" of required type/;
const UNKNOWN_FIELD = /^Field "(\w+)" is not defined by type/;

/**
 * The 422 of a variable that its type refuses, read from graphql-js's sentence. The value is left out.
 * @param argumentOf name of the argument that a variable is used for.
 */
export function coercionProblem(message: string, argumentOf: (variable: string) => string): Problem {
  return validationProblem([coercionIssue(message, argumentOf)]);
}

function coercionIssue(message: string, argumentOf: (variable: string) => string): Issue {
  const [, variable, deeper = '', reason = ''] = COERCION.exec(message) ?? [];
  if (variable === undefined) {
    const missing = MISSING_VARIABLE.exec(message)?.[1];
    return { path: missing ? [argumentOf(missing)] : [], msg: 'Field required', type: 'missing' };
  }
  const path = [argumentOf(variable), ...segments(deeper)];
  const absent = MISSING_FIELD.exec(reason)?.[1];
  if (absent) return { path: [...path, absent], msg: 'Field required', type: 'missing' };
  const surplus = UNKNOWN_FIELD.exec(reason)?.[1];
  if (surplus) return { path: [...path, surplus], msg: 'Unknown field', type: 'extra_forbidden' };
  return { path, msg: 'Input should be a value of the type that the schema names', type: 'type_error' };
}

function segments(deeper: string): (string | number)[] {
  return [...deeper.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}
