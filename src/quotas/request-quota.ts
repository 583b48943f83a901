import type { QuotaAccount } from '../services/principal.js';
import type { WindowState } from './quota-store.js';
import type { Quotas } from './quotas.js';
import { rateLimited } from './rate-limited.js';

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
