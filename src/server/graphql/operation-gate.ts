import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { Problem } from '../../errors/problem.js';
import { registry } from '../../errors/registry.js';
import { type Introspection, requireAccess } from './access.js';
import { limitExceeded, limits } from './limits/limits.js';
import { OperationCosts } from './limits/operation-cost.js';
import { mutationFieldCount } from './mutation-field-count.js';
import { operationFacts } from './operation-facts.js';
import type { RequestContext } from './request-context.js';

/**
 * What a valid operation passes before it runs, in this order: whether its caller may ask for it, what it
 * costs to run, and whether the caller's quota has room for it. One plugin, because Apollo runs the hooks of
 * several at once. Answers of operations that ran show their cost.
 */
export function operationGate(
  schema: GraphQLSchema,
  introspection: Introspection,
): ApolloServerPlugin<RequestContext> {
  const costs = new OperationCosts(schema);
  return {
    async requestDidStart() {
      let cost: number | undefined;
      return {
        async didResolveOperation({ document, operation, request: { variables }, contextValue }) {
          try {
            requireAccess(
              introspection,
              operation && operationFacts(document, operation),
              contextValue.caller,
            );
            // An operation name that names nothing is refused by Apollo afterwards.
            if (!operation) return;
            cost = costs.of(document, operation, variables);
            if (cost > limits.cost) throw tooCostly(operation, cost);
            await contextValue.quota?.charge(Math.max(1, mutationFieldCount(document, operation, variables)));
          } catch (error) {
            throw error instanceof Problem ? endOfRequest(error) : error;
          }
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

/** An error that ends the whole request with the problem's own status and headers. */
function endOfRequest(problem: Problem): GraphQLError {
  const { status } = registry[problem.code];
  return new GraphQLError(problem.message, {
    originalError: problem,
    extensions: { http: { status, headers: new HeaderMap(Object.entries(problem.headers)) } },
  });
}
