import { GraphQLError } from 'graphql';
import { belongsToRequest, isUnexpected } from './format-error.js';
import type { RequestContext } from './request-context.js';

/** Logs unexpected failures in full; the client sees only the request id. */
export function logFailures(errors: readonly GraphQLError[], context: RequestContext): void {
  const { log } = context;
  for (const error of errors) {
    belongsToRequest(error, context);
    if (isUnexpected(error)) log.error({ err: error.originalError ?? error }, 'field failed');
    else if (error.originalError?.cause) log.warn({ err: error.originalError.cause }, 'unavailable');
  }
}

/**
 * Logs in full a failure outside of fields, in a hook or in Apollo Server. Returns the error of the request, of which
 * the client sees the request id.
 */
export function logRequestFailure(error: Error, context: RequestContext): GraphQLError {
  context.log.error({ err: error }, 'request failed');
  const failure = new GraphQLError('The request failed.');
  belongsToRequest(failure, context);
  return failure;
}
