import type { ApolloServerOptions } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../request-context.js';
import type { Executor } from './executor.js';

type Gateway = NonNullable<ApolloServerOptions<RequestContext>['gateway']>;

/** The one place where Apollo Server takes another executor than graphql-js's. */
export function executedBy(executor: Executor, schema: GraphQLSchema): Gateway {
  return {
    async load() {
      return {
        executor: async ({ document, operation, request: { operationName, variables }, context }) =>
          executor.execute({ document, operation, operationName, variables, context }),
      };
    },
    onSchemaLoadOrUpdate(listener) {
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    async stop() {},
  };
}
