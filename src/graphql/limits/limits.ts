import { Problem } from '../../errors/problem.js';

/**
 * Maximum shape of an operation (docs/contract.md, "Limits of an operation"). Levels are also those of
 * introspection, fragments and values, of which graphql-js takes any number and calls itself for each.
 */
export const limits = {
  cost: 5_000,
  depth: 12,
  aliases: 1_000,
  levels: 100,
  operations: 50,
  comparisons: 100_000,
  tokens: 6_000,
} as const;

const figures = {
  cost: 'cost of the operation',
  depth: 'depth of the operation',
  aliases: 'number of aliases of the operation',
  levels: 'number of levels of the operation',
  operations: 'number of operations of the document',
  comparisons: 'number of field comparisons of the document',
} as const;

/** The 422 of an operation beyond a limit. The figures are shown, so that callers can find their way back. */
export function limitExceeded(limit: keyof typeof figures, actual: number): Problem {
  return new Problem(
    'validation_error',
    `The ${figures[limit]} is ${actual}; the limit is ${limits[limit]}.`,
  );
}

/** graphql-js says "more that". */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens\./;
const STACK_OVERFLOW = 'Maximum call stack size exceeded';

/** The 422 of a document that the parser gave up because of its size; undefined if it is merely invalid. */
export function parserLimitProblem(message: string): Problem | undefined {
  if (TOO_MANY_TOKENS.test(message)) {
    return new Problem('validation_error', `The document has more than ${limits.tokens} tokens, the limit.`);
  }
  // Braces or brackets by the thousand: the parser calls itself for each.
  if (message === STACK_OVERFLOW)
    return new Problem('validation_error', 'The document is nested too deeply.');
  return undefined;
}
