import { Problem } from './problem.js';

/** What a caller sees of an unexpected failure: the id under which the log has all of it. */
export function internalError(requestId: string): Problem {
  return new Problem('internal_error', `An unexpected error occurred. Request id: ${requestId}.`);
}
