import { validationProblem } from '../../errors/problem.js';

/** Name of the request header (draft-ietf-httpapi-idempotency-key-header). */
export const IDEMPOTENCY_KEY = 'Idempotency-Key';

/** The same as Node writes names of headers. */
export const IDEMPOTENCY_KEY_HEADER = 'idempotency-key';

/** Header of a response that repeats an outcome that was kept. */
export const IDEMPOTENCY_REPLAYED = 'Idempotency-Replayed';

/** Maximum characters of a key. */
export const MAX_IDEMPOTENCY_KEY_LENGTH = 255;

/** Visible characters of ASCII: neither blanks nor control characters. */
export const IDEMPOTENCY_KEY_PATTERN = '^[!-~]+$';

const WELL_FORMED = new RegExp(IDEMPOTENCY_KEY_PATTERN);

/** Checks the value of the header. Throws the 422 of one that is empty, too long, or has other characters. */
export function checkIdempotencyKey(value: string): void {
  if (value.length > MAX_IDEMPOTENCY_KEY_LENGTH) {
    throw refused(`String should have at most ${MAX_IDEMPOTENCY_KEY_LENGTH} characters`, 'string_too_long');
  }
  if (!WELL_FORMED.test(value)) {
    throw refused(`String should match pattern '${IDEMPOTENCY_KEY_PATTERN}'`, 'string_pattern_mismatch');
  }
}

function refused(msg: string, type: string) {
  return validationProblem([{ path: ['header', IDEMPOTENCY_KEY], msg, type }]);
}
