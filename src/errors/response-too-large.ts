import { Problem } from './problem.js';

/** Bytes of an answer's body in UTF-8 (docs/contract.md, "Limits of a request"). */
export const MAX_RESPONSE_BYTES = 3 * 1024 * 1024;

/** The 422 of a request whose answer is too large. What it has written before holds. */
export class ResponseTooLarge extends Problem {
  constructor() {
    super(
      'validation_error',
      `The answer is larger than ${MAX_RESPONSE_BYTES / 1024 / 1024} MB, the limit. Please ask for fewer rows or fields.`,
    );
  }
}
