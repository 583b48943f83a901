import { Problem } from './problem.js';

/** Ends the work for a client that has closed its connection: no one could read the response. */
export function connectionClosed(): Problem {
  return new Problem('bad_request', 'The connection was closed before the answer.');
}
