import type { Problem as Failure } from '../errors/problem.js';
import { problemDocument } from '../errors/problem-document.js';
import { registry } from '../errors/registry.js';
import type { Problem } from '../schema/types/problem.js';

/** The problem of a row of a batch, whose places are those of the row. */
export function rowProblem(failure: Failure, index: number): Problem {
  const {
    status,
    title,
    detail,
    retryable,
    details = [],
  } = problemDocument(failure, ({ path }) => ['input', 'assignments', index, ...path]);
  return {
    code: registry[failure.code].graphqlCode,
    status,
    title,
    detail,
    retryable,
    details: details.map(({ loc, msg, type }) => ({ loc: loc.map(String), msg, type })),
  };
}
