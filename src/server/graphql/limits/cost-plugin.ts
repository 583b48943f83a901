import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../request-context.js';
import { limitExceeded, limits } from './limits.js';
import { OperationCosts } from './operation-cost.js';

/** Refuses operations that cost too much before they run, and shows the cost of the others. */
export function costPlugin(schema: GraphQLSchema): ApolloServerPlugin<RequestContext> {
  const costs = new OperationCosts(schema);
  return {
    async requestDidStart() {
      let cost: number | undefined;
      return {
        async didResolveOperation({ document, operation, request }) {
          // An operation name that names nothing is refused by Apollo afterwards.
          if (!operation) return;
          cost = costs.of(document, operation, request.variables);
          if (cost > limits.cost) throw tooCostly(operation, cost);
        },
        async willSendResponse({ response: { body } }) {
          if (body.kind !== 'single' || body.singleResult.data === undefined) return;
          body.singleResult.extensions = { ...body.singleResult.extensions, cost };
        },
      };
    },
  };
}

function tooCostly(nodes: OperationDefinitionNode, cost: number): GraphQLError {
  const originalError = limitExceeded('cost', cost);
  return new GraphQLError(originalError.message, {
    nodes,
    originalError,
    // What Apollo gives a document that the rules refuse.
    extensions: { http: { status: 400, headers: new HeaderMap() } },
  });
}
