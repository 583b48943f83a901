import { Problem, validationProblem } from '../errors/problem.js';

/**
 * The body as a JSON object. Throws the 400 of a request without a body and the 422 of another JSON value.
 */
export function requireObject(body: unknown): Readonly<Record<string, unknown>> {
  if (body === undefined) throw new Problem('bad_request', 'A JSON body is required.');
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw validationProblem([{ path: [], msg: 'Input should be a valid object', type: 'dict_type' }]);
  }
  return body as Record<string, unknown>;
}
