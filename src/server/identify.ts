import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiKeys } from '../identity/api-keys.js';
import { missingCredential, wrongCredential } from '../identity/credential-problems.js';
import { type Principal, requireWriter } from '../services/principal.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is calling; undefined when no credential was shown. */
    principal: Principal | undefined;
  }
  interface FastifyContextConfig {
    /** Through which door the route is reached; undefined: open to all, without credentials. */
    door?: 'rest' | 'graphql';
    /** The route changes data, so that a credential which can never write is refused at once. */
    writes?: boolean;
  }
}

/** Identifies the caller before the body is read. The REST door admits nobody without a credential. */
export function identifyCallers(app: FastifyInstance, apiKeys: ApiKeys): void {
  app.decorateRequest('principal', undefined);
  app.addHook('onRequest', async (request) => {
    const { door, writes } = request.routeOptions.config;
    if (door === undefined) return;
    request.principal = await identify(request, apiKeys);
    if (door === 'graphql') return;
    if (!request.principal) throw missingCredential();
    if (writes) requireWriter(request.principal);
  });
}

async function identify({ headers }: FastifyRequest, apiKeys: ApiKeys): Promise<Principal | undefined> {
  const key = headers['x-api-key'];
  if (key === undefined) return undefined;
  const principal = typeof key === 'string' ? await apiKeys.identify(key) : undefined;
  if (!principal) throw wrongCredential();
  return principal;
}
