import { type GraphQLResponse, HeaderMap } from '@apollo/server';
import type { ExecutionResult } from 'graphql';
import { logFailures } from '../failure-log.js';
import { formatError } from '../format-error.js';
import type { RequestContext } from '../request-context.js';

/**
 * What Apollo sends for a result that it has not executed itself: errors are logged and formatted here, as its
 * own pipeline does for results of graphql-js.
 */
export function answerOf({ data, errors }: ExecutionResult, context: RequestContext): GraphQLResponse {
  if (errors) logFailures(errors, context);
  return {
    body: {
      kind: 'single',
      singleResult: {
        data: data ?? null,
        ...(errors && { errors: errors.map((error) => formatError(error.toJSON(), error)) }),
      },
    },
    http: { headers: new HeaderMap() },
  };
}
