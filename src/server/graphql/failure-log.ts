import type { ApolloServerPlugin } from '@apollo/server';
import { belongsToRequest, isUnexpected } from './format-error.js';
import type { RequestContext } from './request-context.js';

/** Logs unexpected failures whole; their callers see nothing but the request id. */
export function failureLogPlugin(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue }) {
          for (const error of errors) {
            belongsToRequest(error, contextValue.requestId);
            if (isUnexpected(error))
              contextValue.log.error({ err: error.originalError ?? error }, 'field failed');
            else if (error.originalError?.cause)
              contextValue.log.warn({ err: error.originalError.cause }, 'unavailable');
          }
        },
      };
    },
  };
}
