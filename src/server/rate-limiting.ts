import type { FastifyInstance } from 'fastify';
import type { Problem } from '../errors/problem.js';
import { quotaHeaders } from '../quotas/quota-headers.js';
import type { WindowState } from '../quotas/quota-store.js';
import type { Quotas } from '../quotas/quotas.js';
import { rateLimited } from '../quotas/rate-limited.js';
import type { QuotaAccount } from '../services/principal.js';
import type { AddressQuota } from './address-quota.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request costs its caller; undefined for what is not counted. */
    quota: RequestQuota | undefined;
  }
}

/** The part of a quota that one request takes: counted once, when its cost is known, and never twice. */
export class RequestQuota {
  /** The account's windows, this request counted; empty before it is. */
  windows: readonly WindowState[] = [];
  private decided = false;

  constructor(
    private readonly quotas: Quotas,
    private account: QuotaAccount,
  ) {}

  /** Name of the account that the request counts on. */
  get accountName(): string {
    return this.account.name;
  }

  /** Counts the request on another account than the one it came in on. */
  countOn(account: QuotaAccount): void {
    this.account = account;
  }

  /** Counts the request. Throws the 429 when its cost is more than what is left; then nothing is counted. */
  async charge(cost = 1): Promise<void> {
    this.decided = true;
    const charge = await this.quotas.charge(this.account, cost);
    this.windows = charge.windows;
    if (!charge.accepted) throw rateLimited(charge, cost);
  }

  /** Counts a request that has ended before its cost was known as one. Throws the 429 as well. */
  async settle(): Promise<void> {
    if (!this.decided) await this.charge();
  }

  /** Throws the 429 of an account that is known to have nothing left. */
  refuseIfSpent(): void {
    const spent = this.quotas.spent(this.account);
    if (!spent) return;
    this.quotas.decisions.count(this.account.name, false);
    this.decided = true;
    this.windows = spent.windows;
    throw rateLimited(spent, 1);
  }
}

/** Counts requests on their callers (docs/contract.md, "Quotas"), and shows in every answer what is left. */
export function countRequests(app: FastifyInstance, quotas: Quotas, addresses: AddressQuota): void {
  app.decorateRequest('quota', undefined);
  app.addHook('onRequest', async (request) => {
    const { door, principal, refusal } = request;
    if (door === undefined) return;
    // The caller is unknown, so that the request counts on no account. Sessions are served all the same.
    if (refusal?.code === 'service_unavailable' && door !== 'session') return;
    // A client that signs in shows the credential in the body: the request counts when that is known.
    const signsIn = door === 'session' && request.method === 'POST';
    const account = (signsIn ? undefined : principal?.quota) ?? addresses.accountOf(request.ip);
    request.quota = new RequestQuota(quotas, account);
    if (request.is404) return countUnmatched(request.quota);
    // Whether the credential is good is unknown, so that no other answer would be right.
    if (refusal?.code === 'rate_limited') throw refusal;
    if (signsIn) return;
    if (door !== 'graphql' || refusal) return request.quota.charge();
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
