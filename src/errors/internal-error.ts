import { Problem } from './problem.js';

/**
 * The 500 of an unexpected failure. It contains the request id alone, under which the log contains the failure in full.
 */
export function internalError(requestId: string): Problem {
  return new Problem('internal_error', `An unexpected error occurred. Request id: ${requestId}.`);
}
