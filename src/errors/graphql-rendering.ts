import type { Problem } from './problem.js';
import { type ProblemDocument, problemDocument } from './problem-document.js';
import { registry } from './registry.js';

/** An error of a GraphQL response (docs/contract.md, "Errors"). */
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
 * @param root name of the argument below which the issues lie (`input` of mutations), if there is one. Those of headers lie
 *   below `header`.
 * @param code replaces the registry's code: Apollo Server's for failures of parsing and validation.
 */
export function renderForGraphql(problem: Problem, root?: string, code?: string): RenderedError {
  const row = registry[problem.code];
  const document = problemDocument(problem, ({ path }) =>
    root === undefined || path[0] === 'header' ? path : [root, ...path],
  );
  return {
    message: messageOf(problem, document),
    extensions: { code: code ?? row.graphqlCode, status: row.status, problem: document },
  };
}

/** The message of the response names the first issue, because clients often show nothing else of an error. */
function messageOf({ code, message }: Problem, { details = [] }: ProblemDocument): string {
  const [first, ...others] = details;
  if (code !== 'validation_error' || first === undefined) return message;
  const place = first.loc.length > 0 ? `${first.loc.join('.')}: ` : '';
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return `Validation error: ${place}${first.msg}${more}.`;
}
