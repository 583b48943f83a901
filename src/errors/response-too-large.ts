import { Problem } from './problem.js';

/** Maximum bytes of a response body in UTF-8 (docs/contract.md, "Limits of a request"). */
export const MAX_RESPONSE_BYTES = 3 * 1024 * 1024;

/** The 422 of a request whose response is too large. What the request has written and committed stays. */
export class ResponseTooLarge extends Problem {
  constructor() {
    super(
      'validation_error',
      `The answer is larger than ${MAX_RESPONSE_BYTES / 1024 / 1024} MB, the limit. Please ask for fewer rows or fields.`,
    );
  }
}
