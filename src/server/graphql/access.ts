import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { Problem } from '../../errors/problem.js';
import { registry } from '../../errors/registry.js';
import { missingCredential } from '../../identity/credential-problems.js';
import { operationFacts } from './operation-facts.js';
import type { RequestContext } from './request-context.js';

/** Who may look at the schema: everybody, callers with a credential, nobody. */
export type Introspection = 'public' | 'authenticated' | 'off';

/** Refuses, before anything runs, what a caller without a credential may not do, and hidden introspection. */
export function accessPlugin(introspection: Introspection): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, contextValue }) {
          // An operation name that names nothing is refused by Apollo afterwards.
          const facts = operation && operationFacts(document, operation);
          const isOpen = introspection === 'public' && facts?.onlyIntrospects === true;
          if (!contextValue.caller && !isOpen) throw endOfRequest(missingCredential());
          if (facts?.introspects && introspection === 'off') {
            throw endOfRequest(new Problem('forbidden', 'Introspection is switched off on this server.'));
          }
        },
      };
    },
  };
}

/** An error that ends the whole request with the problem's own status and headers. */
function endOfRequest(problem: Problem): GraphQLError {
  const { status } = registry[problem.code];
  return new GraphQLError(problem.message, {
    originalError: problem,
    extensions: { http: { status, headers: new HeaderMap(Object.entries(problem.headers)) } },
  });
}
