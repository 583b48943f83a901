import { type GraphQLRequestContextDidResolveOperation, HeaderMap } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { Problem } from '../errors/problem.js';
import { registry } from '../errors/registry.js';
import { type Introspection, requireAccess } from './access.js';
import { limitExceeded, limits } from './limits/limits.js';
import { OperationCosts } from './limits/operation-cost.js';
import { mutationCost } from './mutation-cost.js';
import { ParsedOperation } from './parsed-operation.js';
import type { RequestContext } from './request-context.js';

/** An operation that may run. */
export interface PassedOperation {
  readonly operation: ParsedOperation;
  readonly cost: number;
}

/**
 * The checks of a valid operation before it is executed, in order: access, cost, quota, and the turn of one that
 * computes much at once.
 */
export class OperationGate {
  private readonly costs: OperationCosts;

  constructor(
    schema: GraphQLSchema,
    private readonly introspection: Introspection,
  ) {
    this.costs = new OperationCosts(schema);
  }

  /** Returns the operation and its cost; undefined if its name is unknown, which Apollo Server refuses afterwards. */
  async pass({
    document,
    operation: node,
    request: { variables },
    contextValue,
  }: GraphQLRequestContextDidResolveOperation<RequestContext>): Promise<PassedOperation | undefined> {
    try {
      const operation = node && ParsedOperation.of(document, node);
      requireAccess(this.introspection, operation, contextValue.caller);
      if (!operation) return undefined;
      const charged = this.costs.of(operation, variables);
      const { cost, searches } = charged;
      if (cost > limits.cost) throw tooCostly(operation.node, cost);
      const isMutation = operation.node.operation === OperationTypeNode.MUTATION;
      await contextValue.quota?.charge(
        Math.max(1, mutationCost(operation, variables), Math.ceil(searches)),
        isMutation,
      );
      if (contextValue.quota?.mayReadReplica) contextValue.database.preferReplica();
      if (isMutation) contextValue.repeatable?.checkKey();
      const turn = contextValue.turn.take(charged, operation);
      if (turn) await turn;
      return { operation, cost };
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
    // As Apollo Server does for an invalid document.
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
