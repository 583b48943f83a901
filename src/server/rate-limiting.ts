import type { FastifyInstance } from 'fastify';
import type { Problem } from '../errors/problem.js';
import { quotaHeaders } from '../quotas/quota-headers.js';
import type { Quotas } from '../quotas/quotas.js';
import { RequestQuota } from '../quotas/request-quota.js';
import type { AddressQuota } from './address-quota.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request costs its caller; undefined for what is not counted. */
    quota: RequestQuota | undefined;
  }
}

/** Counts requests on their callers (docs/contract.md, "Quotas"), and shows in every answer what is left. */
export function limitRates(app: FastifyInstance, quotas: Quotas, addresses: AddressQuota): void {
  app.decorateRequest('quota', undefined);
  app.addHook('onRequest', async (request) => {
    const { api, principal, refusal } = request;
    if (api === undefined) return;
    // The caller is unknown, so that the request counts on no account. Sessions are served all the same.
    if (refusal?.code === 'service_unavailable' && api !== 'session') return;
    // A client that signs in shows the credential in the body: the request counts when that is known.
    const signsIn = api === 'session' && request.method === 'POST';
    const account = (signsIn ? undefined : principal?.quota) ?? addresses.accountOf(request.ip);
    request.quota = new RequestQuota(quotas, account);
    if (request.is404) return countUnmatched(request.quota);
    // Whether the credential is good is unknown, so that no other answer would be right.
    if (refusal?.code === 'rate_limited') throw refusal;
    if (signsIn) return;
    if (api !== 'graphql' || refusal) return request.quota.charge();
    // What an operation costs is known when its document is read.
    request.quota.refuseIfSpent();
  });
  app.addHook('onSend', ({ quota }, reply, _payload, done) => {
    if (quota && quota.windows.length > 0) reply.headers(quotaHeaders(quota.windows));
    done();
  });
}

/** A path that does not exist is told even to callers who have nothing left. */
async function countUnmatched(quota: RequestQuota): Promise<void> {
  await quota.charge().catch((_spent: Problem) => undefined);
}
