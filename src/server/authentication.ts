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
export function identifyCallers(
  app: FastifyInstance,
  identification: Identification,
  addresses: AddressQuota,
): void {
  app.decorateRequest('principal', undefined);
  app.decorateRequest('refusal', undefined);
  app.addHook('onRequest', async (request) => {
    if (request.door === undefined) return;
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
 * Lets in whom the door admits: nobody with a wrong credential; at the REST door nobody without one; for a
 * change nobody whose browser was sent by another site, and none who can never write.
 */
export function admitCallers(app: FastifyInstance, address: PublicAddress): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { door, is404, principal, refusal } = request;
    if (door === undefined || door === 'session' || is404) return done();
    if (refusal) throw refusal;
    if (!principal && door === 'rest') throw missingCredential();
    if (principal?.credential === 'session') requireSameOrigin(request, address);
    if (principal && door === 'rest' && request.routeOptions.config.writes) requireWriter(principal);
    done();
  });
}
