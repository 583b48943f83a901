import { type Problem, validationProblem } from './problem.js';
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
 * Renders a problem for the GraphQL API.
 * @param root name of the argument below which the issues lie (`input` of mutations), if there is one.
 * @param code code to show instead of the registry's: Apollo's own for failures of parsing and validation.
 */
export function renderForGraphql(problem: Problem, root?: string, code?: string): RenderedError {
  const row = registry[problem.code];
  const document = problemDocument(problem, ({ path }) => (root === undefined ? path : [root, ...path]));
  return {
    message: messageOf(problem, document),
    extensions: { code: code ?? row.graphqlCode, status: row.status, problem: document },
  };
}

/** Clients often show the message alone, so that it names the first of the issues. */
function messageOf({ code, message }: Problem, { details = [] }: ProblemDocument): string {
  const [first, ...others] = details;
  if (code !== 'validation_error' || first === undefined) return message;
  const place = first.loc.length > 0 ? `${first.loc.join('.')}: ` : '';
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `Validation error: ${place}${first.msg}${more}.`;
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

/** What is said of a value that its type refuses. */
export const WRONG_TYPE = {
  msg: 'Input should be a value of the type that the schema names',
  type: 'type_error',
};
