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

/** An argument that is null or no value of its type once the variables in it are known. */
const NULL_ARGUMENT = /^Argument "(\w+)" of (?:required|non-null) type /;
const WRONG_ARGUMENT = /^Argument "(\w+)" has invalid value /;

/** Whether graphql-js's sentence says that an argument was refused because of the variables in it. */
export function isArgumentFailure(message: string): boolean {
  return NULL_ARGUMENT.test(message) || WRONG_ARGUMENT.test(message);
}

/** The 422 of such an argument; undefined when the sentence speaks of something else. */
export function argumentProblem(message: string): Problem | undefined {
  const missing = NULL_ARGUMENT.exec(message)?.[1];
  if (missing) return validationProblem([{ path: [missing], msg: 'Field required', type: 'missing' }]);
  const wrong = WRONG_ARGUMENT.exec(message)?.[1];
  return wrong === undefined ? undefined : validationProblem([{ path: [wrong], ...WRONG_TYPE }]);
}

/**
 * `Variable "$x" got invalid value …; reason`, with ` at "x.field"` where the fault lies deeper. Texts in
 * the value are stepped over as a whole: they may look like the rest of the sentence.
 */
const COERCION =
  /^Variable "\$\w+" got invalid value (?:"(?:[^"\\]|\\.)*"|[^"])*?(?: at "\w+((?:\.\w+|\[\d+\])+)")?; ([\s\S]*)$/;
const VARIABLE = /^Variable "\$(\w+)" /;
const MISSING_VARIABLE = /^Variable "\$(\w+)" of (?:required|non-null) type "[^"]*" /;
const MISSING_FIELD = /^Field "(\w+)" of required type/;
const WRONG_TYPE = { msg: 'Input should be a value of the type that the schema names', type: 'type_error' };
const UNKNOWN_FIELD = /^Field "([\s\S]*?)" is not defined by type /;

/**
 * The 422 of a variable that its type refuses, read from graphql-js's sentence. The value is left out.
 * @param argumentOf name of the argument that a variable is used for.
 */
export function coercionProblem(message: string, argumentOf: (variable: string) => string): Problem {
  return validationProblem([coercionIssue(message, argumentOf)]);
}

function coercionIssue(message: string, argumentOf: (variable: string) => string): Issue {
  const missing = MISSING_VARIABLE.exec(message)?.[1];
  if (missing) return { path: [argumentOf(missing)], msg: 'Field required', type: 'missing' };
  const variable = VARIABLE.exec(message)?.[1];
  if (variable === undefined) {
    return { path: [], msg: 'Input has more faults than are listed', type: 'too_many_errors' };
  }
  const [, deeper = '', reason = ''] = COERCION.exec(message) ?? [];
  const path = [argumentOf(variable), ...segments(deeper)];
  const absent = MISSING_FIELD.exec(reason)?.[1];
  if (absent) return { path: [...path, absent], msg: 'Field required', type: 'missing' };
  const surplus = UNKNOWN_FIELD.exec(reason)?.[1];
  if (surplus) return { path: [...path, surplus], msg: 'Unknown field', type: 'extra_forbidden' };
  return { path, ...WRONG_TYPE };
}

function segments(deeper: string): (string | number)[] {
  return [...deeper.matchAll(/\.(\w+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}
