import { type Issue, Problem } from '../../errors/problem.js';
import { type ErrorCode, registry } from '../../errors/registry.js';
import { PROBLEM_MEDIA_TYPE, renderForRest } from '../../errors/rest-rendering.js';
import { errorOutSchema } from '../error-out.js';
import type { JsonObject } from '../json-schema.js';
import type { RestOperation } from '../operation.js';
import { headersOfAnswers, optionalRetryAfterHeader, retryAfterHeader } from './headers.js';

/** The description of a failure in the document, with an example. */
interface Failure {
  readonly description: string;
  readonly detail: string;
  readonly issues?: readonly Issue[];
  readonly retryAfter?: number;
  readonly headers?: JsonObject;
}

const failures: Readonly<Partial<Record<ErrorCode, Failure>>> = {
  bad_request: {
    description: 'The body is missing, not JSON or not UTF-8, or the path is not validly percent-encoded.',
    detail: 'The body is not valid JSON.',
  },
  unauthorized: {
    description: 'No credential was sent, or it is malformed, unknown, revoked or expired.',
    detail: 'The credential is not valid.',
    headers: {
      'WWW-Authenticate': {
        description: 'The accepted credentials.',
        required: true,
        schema: { type: 'string' },
        example: 'ApiKey realm="claims", header="X-API-Key", Bearer realm="claims"',
      },
    },
  },
  forbidden: {
    description:
      'The credential can never write, the token has no scope of this service, a page of another site uses a ' +
      'session, or another organization owns the product.',
    detail: 'Another organization owns this product.',
  },
  not_found: {
    description:
      'Product, claim, certification or assignment does not exist; `loc` in `details` names which.',
    detail: 'No product with this GTIN was found.',
    issues: [{ path: ['gtin'], msg: 'Product not found', type: 'not_found' }],
  },
  request_timeout: {
    description: 'The body did not arrive within 30 seconds; the connection is closed.',
    detail:
      'The request did not arrive in time: its headers must arrive within 10 seconds, all of it within 30 seconds.',
  },
  conflict: {
    description:
      'The product carries the claim, or holds the certification, already, or a request with the same `Idempotency-Key` is still ' +
      'running; then there is `Retry-After`.',
    detail: 'The claim is already assigned to this product.',
    headers: optionalRetryAfterHeader,
  },
  payload_too_large: {
    description: 'The body is larger than 512 KB.',
    detail: 'The body is larger than 512 KB.',
  },
  unsupported_media_type: {
    description: 'The body is not `application/json` in UTF-8, or it is compressed.',
    detail: 'The body must be application/json in UTF-8, without compression.',
  },
  validation_error: {
    description: 'A value in path, query or body is invalid; `details` lists each.',
    detail: 'Validation error.',
    issues: [{ path: ['gtin'], msg: 'String should have at least 8 characters', type: 'string_too_short' }],
  },
  rate_limited: {
    description: 'The quota does not cover the request, which costs nothing.',
    detail: 'Rate limit exceeded: 300 requests a minute. Please try again in 31 seconds.',
    retryAfter: 31,
    headers: retryAfterHeader,
  },
  internal_error: {
    description: 'An unexpected error. The log of the service has its details under the request id.',
    detail: 'An unexpected error occurred. Request id: 7f9c24e8-3b12-4fef-91d0-0a6e8f1d2c35.',
  },
  service_unavailable: {
    description: 'The service cannot answer right now; the same request may succeed later.',
    detail: 'The service cannot answer right now. Please try again later.',
    headers: retryAfterHeader,
  },
};

/** Components of the document: one Response Object for each failure. */
export const failureResponses: JsonObject = Object.fromEntries(
  Object.entries(failures).map(([code, failure]) => [
    responseName(code as ErrorCode),
    {
      description: failure.description,
      headers: { ...failure.headers, ...headersOfAnswers },
      content: {
        [PROBLEM_MEDIA_TYPE]: { schema: errorOutSchema, example: example(code as ErrorCode, failure) },
      },
    },
  ]),
);

/** Error responses of an operation, by their statuses. */
export function failureAnswers(operation: RestOperation): JsonObject {
  return Object.fromEntries(
    failuresOf(operation).map((code) => [
      registry[code].status,
      { $ref: `#/components/responses/${responseName(code)}` },
    ]),
  );
}

/** Most errors follow from what a request consists of; an operation names the others itself. */
function failuresOf({ method, parameters, body, failures = [] }: RestOperation): ErrorCode[] {
  const codes: ErrorCode[] = [
    'unauthorized',
    'forbidden',
    'validation_error',
    'rate_limited',
    'internal_error',
    'service_unavailable',
    ...failures,
  ];
  const namesResource = parameters.some((parameter) => parameter.in === 'path');
  if (namesResource) codes.push('bad_request', 'not_found');
  if (method !== 'get') codes.push('conflict', 'payload_too_large', 'unsupported_media_type');
  if (body) codes.push('request_timeout');
  return codes;
}

function responseName(code: ErrorCode): string {
  return registry[code].title.replaceAll(' ', '');
}

/** The document that a client receives, with a fixed time. */
function example(code: ErrorCode, { detail, issues, retryAfter }: Failure): JsonObject {
  const problem = new Problem(code, detail, {
    ...(issues && { issues }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
  const document = renderForRest(problem, { method: 'GET', params: { gtin: '' } });
  return JSON.parse(JSON.stringify({ ...document, timestamp: '2026-03-31T12:00:00+00:00' }));
}
