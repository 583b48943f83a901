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
