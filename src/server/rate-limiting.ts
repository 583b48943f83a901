import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Problem } from '../errors/problem.js';
import { quotaHeaders } from '../quotas/quota-headers.js';
import type { Quotas } from '../quotas/quotas.js';
import { RequestQuota } from '../quotas/request-quota.js';
import type { AddressQuota } from './address-quota.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The charge of the request on its caller's quota; undefined for requests that are not counted. */
    quota: RequestQuota | undefined;
  }
}

/**
 * Charges requests to the accounts of their callers (docs/contract.md, "Quotas"), and adds the remaining quota to every
 * response.
 */
export function limitRates(app: FastifyInstance, quotas: Quotas, addresses: AddressQuota): void {
  app.decorateRequest('quota', undefined);
  /** Returns a promise only if the request is charged now. Throws the refusal of the request. */
  function count(request: FastifyRequest): Promise<void> | undefined {
    const { api, principal, refusal } = request;
    if (api === undefined) return;
    // The caller is unknown, so the request counts on no account. Requests to /session are served nevertheless.
    if (refusal?.code === 'service_unavailable' && api !== 'session') return;
    // A sign-in has its credential in the body and is charged when that is read.
    const signsIn = api === 'session' && request.method === 'POST';
    const account = (signsIn ? undefined : principal?.quota) ?? addresses.accountOf(request.ip);
    request.quota = new RequestQuota(quotas, account);
    if (request.is404) return countUnmatched(request.quota);
    // The credential was not verified, so that no other response would be correct.
    if (refusal?.code === 'rate_limited') throw refusal;
    if (signsIn) return;
    if (refusal || (api !== 'graphql' && !request.hasCostInBody))
      return request.quota.charge(1, api === 'rest' && mayWrite(request));
    // The cost of an operation is known when its document is parsed, that of a batch when its rows are.
    request.quota.refuseIfSpent();
  }
  app.addHook('onRequest', (request, _reply, done) => {
    const charged = count(request);
    if (charged) charged.then(() => done(), done);
    else done();
  });
  app.addHook('onRoute', (route) => {
    const costOf = route.config?.costOf;
    if (costOf) route.preHandler = async ({ quota, body }) => quota?.charge(costOf(body), true);
  });
  app.addHook('onSend', ({ quota }, reply, _payload, done) => {
    if (quota && quota.windows.length > 0) reply.headers(quotaHeaders(quota.windows));
    quota?.end();
    done();
  });
}

/** Whether a request to the REST API may change data. */
function mayWrite({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** Unknown paths return 404 even over quota. */
async function countUnmatched(quota: RequestQuota): Promise<void> {
  await quota.charge().catch((_spent: Problem) => undefined);
}
