/** `ErrorOut` of the published specification: what `errors/problem-document.ts` writes. */
export const errorOutSchema = {
  title: 'ErrorOut',
  description: 'A problem document (RFC 9457), the body of every error response.',
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'error_code', 'timestamp'],
  properties: {
    type: { title: 'Type', description: 'URI that names the kind of failure.', type: 'string' },
    title: { title: 'Title', description: 'The kind of failure in a few words.', type: 'string' },
    status: { title: 'Status', description: 'The HTTP status, repeated.', type: 'integer' },
    detail: { title: 'Detail', description: 'Explanation of this occurrence, for people.', type: 'string' },
    error_code: {
      title: 'Error Code',
      description: 'The kind of failure for programs, such as `not_found`; it never changes its meaning.',
      type: 'string',
    },
    retryable: {
      title: 'Retryable',
      description: 'Whether the same request can succeed later without being changed.',
      type: 'boolean',
      default: false,
    },
    timestamp: {
      title: 'Timestamp',
      description: 'Time of the failure: ISO 8601 with a numeric offset.',
      type: 'string',
    },
    retry_after: {
      title: 'Retry After',
      description: 'Whole seconds after which to retry, if known.',
      anyOf: [{ type: 'integer' }, { type: 'null' }],
    },
    retry_after_seconds: {
      title: 'Retry After Seconds',
      description: 'The same figure as `retry_after`.',
      anyOf: [{ type: 'integer' }, { type: 'null' }],
    },
    owner_action_required: {
      title: 'Owner Action Required',
      description: 'Whether the owner of the account has to act first. This service never sends it.',
      anyOf: [{ type: 'boolean' }, { type: 'null' }],
    },
    details: {
      title: 'Details',
      description:
        'Invalid or missing values, as a list of `{loc, msg, type}`. `loc` begins with `body`, `path`, ' +
        '`query` or `header`. At most 100 are listed.',
    },
  },
  examples: [
    {
      type: 'https://closient.com/docs/errors/validation_error',
      title: 'Validation Error',
      status: 422,
      detail: 'Validation error.',
      error_code: 'validation_error',
      retryable: false,
      timestamp: '2026-03-31T12:00:00+00:00',
      details: [{ loc: ['body', 'claim_id'], msg: 'Field required', type: 'missing' }],
    },
    {
      type: 'https://closient.com/docs/errors/rate_limited',
      title: 'Rate Limited',
      status: 429,
      detail: 'Rate limit exceeded: 300 requests a minute. Please try again in 31 seconds.',
      error_code: 'rate_limited',
      retryable: true,
      timestamp: '2026-03-31T12:00:00+00:00',
      retry_after: 31,
      retry_after_seconds: 31,
    },
  ],
} as const;
