import { Problem } from '../../errors/problem.js';
import { IDEMPOTENCY_KEY } from './idempotency-key.js';

/** Seconds after which a request under a key that is in use may be sent again: a write takes no longer as a rule. */
const RETRY_AFTER_S = 1;

/** Another request was sent under the key before. */
export function otherRequest(): Problem {
  return new Problem('validation_error', 'Another request was sent under this idempotency key.', {
    issues: [
      {
        path: ['header', IDEMPOTENCY_KEY],
        msg: 'The key belongs to another request',
        type: 'idempotency_key_reused',
      },
    ],
  });
}

/** A request under the key is being executed. */
export function stillRunning(): Problem {
  return new Problem('conflict', 'A request under this idempotency key is still running.', {
    retryAfter: RETRY_AFTER_S,
  });
}
