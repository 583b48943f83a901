import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Introspection } from './access.js';
import type { DocumentCache } from './document-cache.js';
import type { PlanCache } from './executor/plan-cache.js';
import { errorFormatter } from './format-error.js';
import { knownOperationTypes } from './known-operation-types.js';
import { lifecyclePlugin } from './lifecycle-plugin.js';
import { documentLimits } from './limits/document-limits.js';
import { limits } from './limits/limits.js';
import type { RequestContext } from './request-context.js';
import { stringifyResult } from './stringify-result.js';

/** Starts Apollo Server on the schema. The caller stops it. */
export async function startApollo(
  schema: GraphQLSchema,
  introspection: Introspection,
  log: FastifyBaseLogger,
  documents: DocumentCache,
  plans: PlanCache,
): Promise<ApolloServer<RequestContext>> {
  const apollo = new ApolloServer<RequestContext>({
    schema,
    // The gate decides for each request.
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    documentStore: documents,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: introspection !== 'public',
    stopOnTerminationSignals: false,
    formatError: errorFormatter(log),
    stringifyResult,
    logger: log,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [documentLimits, knownOperationTypes],
    plugins: [
      // Its hook wraps every resolver, which halves the speed of lists.
      ApolloServerPluginCacheControlDisabled(),
      // Apollo would enable it for a subgraph, and say so; our executor reports no times of fields.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      lifecyclePlugin(schema, introspection, plans),
    ],
  });
  await apollo.start();
  return apollo;
}
