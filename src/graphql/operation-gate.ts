import { type GraphQLRequestContextDidResolveOperation, HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { Problem } from '../errors/problem.js';
import { registry } from '../errors/registry.js';
import { type Introspection, requireAccess } from './access.js';
import { limitExceeded, limits } from './limits/limits.js';
import { OperationCosts } from './limits/operation-cost.js';
import { mutationFieldCount } from './mutation-field-count.js';
import { operationFacts } from './operation-facts.js';
import type { RequestContext } from './request-context.js';

/**
 * The checks of a valid operation before it is executed, in order: whether its caller may execute it, what it
 * costs to run, whether the caller's quota covers it, and the turn of one that computes much at once.
 */
export class OperationGate {
  private readonly costs: OperationCosts;

  constructor(
    schema: GraphQLSchema,
    private readonly introspection: Introspection,
  ) {
    this.costs = new OperationCosts(schema);
  }

  /** Returns the cost of the operation; undefined for an unknown operation name, which Apollo refuses afterwards. */
  async pass({
    document,
    operation,
    request: { variables },
    contextValue,
  }: GraphQLRequestContextDidResolveOperation<RequestContext>): Promise<number | undefined> {
    try {
      const facts = operation && operationFacts(document, operation);
      requireAccess(this.introspection, facts, contextValue.caller);
      if (!operation) return undefined;
      const charged = this.costs.of(document, operation, variables);
      const { cost, searches } = charged;
      if (cost > limits.cost) throw tooCostly(operation, cost);
      const mutations = mutationFieldCount(document, operation, variables);
      await contextValue.quota?.charge(Math.max(1, mutations, Math.ceil(searches)));
      const turn = facts && contextValue.turn.take(charged, facts);
      if (turn) await turn;
      return cost;
    } catch (error) {
      throw error instanceof Problem ? endOfRequest(error) : error;
    }
  }
}

function tooCostly(nodes: OperationDefinitionNode, cost: number): GraphQLError {
  const originalError = limitExceeded('cost', cost);
  return new GraphQLError(originalError.message, {
    nodes,
    originalError,
    // As Apollo does for a document that the rules refuse.
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
