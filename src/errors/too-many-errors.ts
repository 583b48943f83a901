import { Problem } from './problem.js';

/** Maximum errors of a GraphQL response (docs/contract.md, "Limits of a request"). */
export const MAX_ERRORS = 100;

/** The 422 of an operation that has more errors. What it has written and committed stays. */
export class TooManyErrors extends Problem {
  constructor() {
    super(
      'validation_error',
      `The operation has more than ${MAX_ERRORS} errors, the limit. The first ones are listed.`,
    );
  }
}
