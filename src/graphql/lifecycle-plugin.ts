import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Introspection } from './access.js';
import { executedResponse, variablesResponse } from './executed-response.js';
import { Executor } from './executor/executor.js';
import type { PlanCache } from './executor/plan-cache.js';
import { logFailures, logRequestFailure } from './failure-log.js';
import { observeErrors, observeOperation } from './observed-operation.js';
import { OperationGate, type PassedOperation } from './operation-gate.js';
import type { RequestContext } from './request-context.js';
import { requestErrorStatus } from './request-error-status.js';
import { coerceVariables } from './variables.js';

/**
 * All hooks of the lifecycle of a GraphQL request. One plugin, because Apollo runs the hooks of several concurrently and
 * waits for each of them.
 */
export function lifecyclePlugin(
  schema: GraphQLSchema,
  introspection: Introspection,
  plans: PlanCache,
): ApolloServerPlugin<RequestContext> {
  const gate = new OperationGate(schema, introspection);
  const executor = new Executor(schema, plans);
  return {
    async requestDidStart() {
      let passed: PassedOperation | undefined;
      return {
        async didResolveOperation(request) {
          const { operation, contextValue } = request;
          const { observed, trace } = contextValue;
          if (operation) {
            observeOperation(observed, operation);
            trace?.startOperation(operation.operation, observed.name);
          }
          passed = await gate.pass(request);
          observed.cost = passed?.cost;
        },
        // Not by Apollo's option `gateway`, whose objects live until the next full collection.
        async responseForOperation({ request: { variables }, contextValue }) {
          if (!passed) return null;
          const { operation } = passed;
          const { variableDefinitions = [] } = operation.node;
          const { values, errors } = coerceVariables(schema, variableDefinitions, variables ?? {});
          if (!values) return variablesResponse(errors);
          const result = await executor.execute({ operation, variables: values, context: contextValue });
          return executedResponse(result, contextValue);
        },
        async didEncounterErrors({ errors, contextValue }) {
          logFailures(errors, contextValue);
        },
        async willSendResponse({ response: { body, http }, contextValue, source }) {
          if (body.kind !== 'single') return;
          const result = body.singleResult;
          const { mediaType, observed, trace } = contextValue;
          if (result.errors) observeErrors(observed, result.errors);
          trace?.endOperation(observed.errorStatus > 0);
          // Negotiated already: otherwise Apollo Server would negotiate once more.
          http.headers.set('content-type', `${mediaType}; charset=utf-8`);
          // Responses of executed operations contain their cost.
          if (result.data !== undefined) result.extensions = { ...result.extensions, cost: passed?.cost };
          else if (http.status) http.status = requestErrorStatus(http.status, mediaType, source);
        },
      };
    },
    // Thrown instead of Apollo's own error, which belongs to no request and has lost its cause.
    async unexpectedErrorProcessingRequest({ requestContext: { contextValue }, error }) {
      throw logRequestFailure(error, contextValue);
    },
  };
}
