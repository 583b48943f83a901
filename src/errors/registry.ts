/**
 * Every failure that a client of either API can receive. Codes, statuses and titles never change their meaning
 * (docs/contract.md, "Errors").
 */
export const registry = {
  bad_request: { status: 400, title: 'Bad Request', retryable: false, graphqlCode: 'BAD_REQUEST' },
  unauthorized: { status: 401, title: 'Unauthorized', retryable: false, graphqlCode: 'UNAUTHENTICATED' },
  forbidden: { status: 403, title: 'Forbidden', retryable: false, graphqlCode: 'FORBIDDEN' },
  not_found: { status: 404, title: 'Not Found', retryable: false, graphqlCode: 'NOT_FOUND' },
  method_not_allowed: {
    status: 405,
    title: 'Method Not Allowed',
    retryable: false,
    graphqlCode: 'METHOD_NOT_ALLOWED',
  },
  request_timeout: {
    status: 408,
    title: 'Request Timeout',
    retryable: true,
    // Never shown: the operation of such a request is not known.
    graphqlCode: 'REQUEST_TIMEOUT',
  },
  conflict: { status: 409, title: 'Conflict', retryable: false, graphqlCode: 'CONFLICT' },
  payload_too_large: {
    status: 413,
    title: 'Payload Too Large',
    retryable: false,
    graphqlCode: 'PAYLOAD_TOO_LARGE',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported Media Type',
    retryable: false,
    graphqlCode: 'UNSUPPORTED_MEDIA_TYPE',
  },
  validation_error: {
    status: 422,
    title: 'Validation Error',
    retryable: false,
    graphqlCode: 'BAD_USER_INPUT',
  },
  headers_too_large: {
    status: 431,
    title: 'Request Header Fields Too Large',
    retryable: false,
    graphqlCode: 'HEADERS_TOO_LARGE',
  },
  rate_limited: { status: 429, title: 'Rate Limited', retryable: true, graphqlCode: 'RATE_LIMITED' },
  internal_error: {
    status: 500,
    title: 'Internal Server Error',
    retryable: true,
    graphqlCode: 'INTERNAL_SERVER_ERROR',
  },
  service_unavailable: {
    status: 503,
    title: 'Service Unavailable',
    retryable: true,
    graphqlCode: 'SERVICE_UNAVAILABLE',
  },
} as const satisfies Record<string, RegistryEntry>;

/** One row of the registry. */
export interface RegistryEntry {
  /** HTTP status of the REST API, repeated in `extensions.status` in the GraphQL API. */
  readonly status: number;
  readonly title: string;
  /** Whether the same request can succeed later without being changed. */
  readonly retryable: boolean;
  /** `extensions.code` in the GraphQL API. */
  readonly graphqlCode: string;
}

/** The machine-readable name of a failure: `error_code` in a problem document. */
export type ErrorCode = keyof typeof registry;
