import type { FastifyInstance, FastifyRequest } from 'fastify';
import { missingCredential } from '../errors/credential-problems.js';
import { Problem } from '../errors/problem.js';
import type { Identification, ShownCredentials } from '../identity/identification.js';
import type { PublicAddress } from '../rest/public-address.js';
import { type Principal, requireWriter } from '../services/principal.js';
import type { AddressQuota } from './address-quota.js';
import { requireSameOrigin } from './same-origin.js';
import { sessionIdsOf } from './session-ids.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller; undefined without a valid credential. */
    principal: Principal | undefined;
    /** The problem of a credential that is refused or was not verified. Thrown after the request is counted. */
    refusal: Problem | undefined;
  }
}

/**
 * Authenticates the caller before the body is read. From an address over quota, only credentials that were verified
 * before are accepted: guesses would otherwise cost unlimited look-ups and checks of signatures.
 */
export function authenticateCallers(
  app: FastifyInstance,
  identification: Identification,
  addresses: AddressQuota,
): void {
  app.decorateRequest('principal', undefined);
  app.decorateRequest('refusal', undefined);
  async function identify(request: FastifyRequest, credentials: ShownCredentials): Promise<void> {
    try {
      request.principal = await identification.identify(credentials, () =>
        addresses.refuseIfSpent(request.ip),
      );
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      request.refusal = error;
    }
  }
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.api === undefined) return done();
    const credentials = shownCredentials(request);
    // Most callers are known, and promises for each of them would cost a measurable part of a small request.
    request.principal = identification.recall(credentials);
    if (request.principal) done();
    else identify(request, credentials).then(() => done(), done);
  });
}

function shownCredentials(request: FastifyRequest): ShownCredentials {
  const { headers } = request;
  const sessionIds = sessionIdsOf(request);
  return {
    apiKey: headers['x-api-key']?.toString(),
    authorization: headers.authorization,
    sessionId: sessionIds.length > 1 ? sessionIds.join(', ') : sessionIds[0],
  };
}

/**
 * Authorizes a request: refuses invalid credentials, missing ones in the REST API, changes with a session from
 * another site, and changes with a credential that can never write.
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
