import {
  IDEMPOTENCY_KEY,
  IDEMPOTENCY_KEY_PATTERN,
  IDEMPOTENCY_REPLAYED,
  MAX_IDEMPOTENCY_KEY_LENGTH,
} from '../../services/idempotency/idempotency-key.js';
import type { JsonObject } from '../json-schema.js';

/** The request header of operations that write (docs/contract.md, "Retries"). */
export const idempotencyKeyParameter = {
  in: 'header',
  name: IDEMPOTENCY_KEY,
  required: false,
  description:
    'A text of the client, such as a UUID, that is new for each request and the same when the request is sent again. A ' +
    'request whose outcome is known under the key is not executed again: the response is the first one. Outcomes are kept ' +
    'for 24 hours, those of failed requests are not.',
  schema: {
    type: 'string',
    minLength: 1,
    maxLength: MAX_IDEMPOTENCY_KEY_LENGTH,
    pattern: IDEMPOTENCY_KEY_PATTERN,
    title: IDEMPOTENCY_KEY,
  },
  example: '7f9c24e8-3b12-4fef-91d0-0a6e8f1d2c35',
} as const;

/** The header of responses that repeat an outcome. */
export const idempotencyReplayedHeader: JsonObject = {
  [IDEMPOTENCY_REPLAYED]: {
    description:
      'Present if the response repeats that of an earlier request with the same `Idempotency-Key`.',
    required: false,
    schema: { type: 'string', enum: ['true'] },
    example: 'true',
  },
};
