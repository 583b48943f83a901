import type { FastifyInstance, FastifyRequest } from 'fastify';
import { missingCredential } from '../errors/credential-problems.js';
import { Problem } from '../errors/problem.js';
import type { Identification } from '../identity/identification.js';
import type { PublicAddress } from '../rest/public-address.js';
import { type Principal, requireWriter } from '../services/principal.js';
import type { AddressQuota } from './address-quota.js';
import { requireSameOrigin } from './same-origin.js';
import { sessionIdsOf } from './session-ids.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is calling; undefined without a valid credential. */
    principal: Principal | undefined;
    /** Why the credential that was shown is refused or not verified. Thrown once the request is counted. */
    refusal: Problem | undefined;
  }
}

/**
 * Finds out who is calling, before the body is read. A credential that was not found good before is no longer
 * verified for an address that has spent its quota: guesses would cost look-ups and checks of signatures for ever.
 */
export function authenticateCallers(
  app: FastifyInstance,
  identification: Identification,
  addresses: AddressQuota,
): void {
  app.decorateRequest('principal', undefined);
  app.decorateRequest('refusal', undefined);
  app.addHook('onRequest', async (request) => {
    if (request.api === undefined) return;
    try {
      request.principal = await identification.identify(shownCredentials(request), () =>
        addresses.refuseIfSpent(request.ip),
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      request.refusal = error;
    }
  });
}

function shownCredentials(request: FastifyRequest) {
  const { headers } = request;
  const sessionIds = sessionIdsOf(request);
  return {
    apiKey: headers['x-api-key']?.toString(),
    authorization: headers.authorization,
    sessionId: sessionIds.length > 1 ? sessionIds.join(', ') : sessionIds[0],
  };
}

/**
 * Admits a caller to a route: an invalid credential is refused, a missing one by the REST API, and for a change a
 * browser that another site sent and a credential that can never write.
 */
export function admitCallers(app: FastifyInstance, address: PublicAddress): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { api, is404, principal, refusal } = request;
    if (api === undefined || api === 'session' || is404) return done();
    if (refusal) throw refusal;
    if (!principal && api === 'rest') throw missingCredential();
    if (principal?.credential === 'session') requireSameOrigin(request, address);
    if (principal && api === 'rest' && request.routeOptions.config.writes) requireWriter(principal);
    done();
  });
}
