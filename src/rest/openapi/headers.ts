import type { JsonObject } from '../json-schema.js';

const count = { type: 'integer', minimum: 0 } as const;
const seconds = { type: 'integer', minimum: 1 } as const;

/** Headers of the caller's quota (docs/contract.md, "Quotas"). */
const quotaHeaders = {
  'RateLimit-Policy': {
    description: 'Every window of the quota: its maximum number of requests and its length in seconds.',
    schema: { type: 'string', pattern: '^\\d+;w=\\d+(?:, \\d+;w=\\d+)*$' },
    example: '300;w=60, 10000;w=86400',
  },
  'RateLimit-Limit': {
    description: 'Maximum number of requests of the window with the fewest remaining requests.',
    schema: count,
    example: 300,
  },
  'RateLimit-Remaining': {
    description: 'Remaining requests of that window.',
    schema: count,
    example: 299,
  },
  'RateLimit-Reset': { description: 'Seconds until that window ends.', schema: seconds, example: 60 },
  'X-RateLimit-Limit': { description: 'The same as `RateLimit-Limit`.', schema: count, example: 300 },
  'X-RateLimit-Remaining': { description: 'The same as `RateLimit-Remaining`.', schema: count, example: 299 },
  'X-RateLimit-Reset': {
    description: 'When that window ends, in seconds of Unix time.',
    schema: seconds,
    example: 1_774_958_460,
  },
} as const;

const retryAfter = {
  description: 'Seconds after which the same request may succeed.',
  required: true,
  schema: seconds,
  example: 31,
} as const;

/** Components of the document: headers that several answers have. */
export const headerComponents: JsonObject = { ...quotaHeaders, 'Retry-After': retryAfter };

/**
 * The headers of every answer, by reference. They are not called required: when it cannot be found out who
 * is calling, or when a path cannot be read, there is no caller whose quota they could describe.
 */
export const headersOfAnswers: JsonObject = references(Object.keys(quotaHeaders));

/** The header that answers with 429 and 503 have as well. */
export const retryAfterHeader: JsonObject = references(['Retry-After']);

/** The same of answers that do not always have it. */
export const optionalRetryAfterHeader: JsonObject = { 'Retry-After': { ...retryAfter, required: false } };

function references(names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
