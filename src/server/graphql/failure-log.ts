import type { GraphQLError } from 'graphql';
import { belongsToRequest, isUnexpected } from './format-error.js';
import type { RequestContext } from './request-context.js';

/** Logs unexpected failures whole; their callers see nothing but the request id. */
export function logFailures(errors: readonly GraphQLError[], { requestId, log }: RequestContext): void {
  for (const error of errors) {
    belongsToRequest(error, requestId);
    if (isUnexpected(error)) log.error({ err: error.originalError ?? error }, 'field failed');
    else if (error.originalError?.cause) log.warn({ err: error.originalError.cause }, 'unavailable');
  }
}
