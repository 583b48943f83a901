import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from './request-context.js';

/**
 * The status of requests that were refused before execution because of their document or variables, as
 * GraphQL over HTTP wants it: 200 in plain `application/json`, whose clients expect it, and 400 in
 * `application/graphql-response+json`. Apollo gives both types the same.
 */
export function requestErrorStatusPlugin(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response: { body, http }, contextValue, source }) {
          if (body.kind !== 'single' || body.singleResult.data !== undefined) return;
          const isPlainJson = contextValue.mediaType === 'application/json';
          // Without a document the request is no GraphQL request at all: 400 in either type.
          if (isPlainJson && http.status === 400 && source !== undefined) http.status = 200;
          if (!isPlainJson && http.status === 200) http.status = 400;
        },
      };
    },
  };
}
