import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from './request-context.js';

/**
 * Notices requests whose document or variables were refused before execution. GraphQL over HTTP answers
 * them with 200 in plain `application/json` and with 400 in `application/graphql-response+json`; Apollo
 * knows only 400, and the media type is settled after this hook.
 */
export function requestErrorStatusPlugin(): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ response, contextValue, source }) {
          contextValue.refusedBeforeExecution =
            source !== undefined &&
            response.http.status === 400 &&
            response.body.kind === 'single' &&
            response.body.singleResult.data === undefined;
        },
      };
    },
  };
}
