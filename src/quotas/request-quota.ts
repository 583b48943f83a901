import type { QuotaAccount } from '../services/principal.js';
import type { WindowState } from './quota-store.js';
import type { Quotas } from './quotas.js';
import { rateLimited } from './rate-limited.js';

/** The charge of one request on a quota: counted once, when its cost is known. */
export class RequestQuota {
  /** The windows of the account after the charge; empty before. */
  windows: readonly WindowState[] = [];
  private decided = false;
  private isWriting = false;
  private hasWritten = true;

  constructor(
    private readonly quotas: Quotas,
    private account: QuotaAccount,
  ) {}

  /** Name of the account that the request counts on. */
  get accountName(): string {
    return this.account.name;
  }

  /** Charges the request to another account than the one of its authentication. */
  countOn(account: QuotaAccount): void {
    this.account = account;
  }

  /**
   * Charges the request. Throws the 429, without counting, if its cost exceeds the remaining requests.
   * @param isWrite whether the request will write.
   */
  async charge(cost = 1, isWrite = false): Promise<void> {
    this.decided = true;
    const charge = await this.quotas.charge(this.account, cost, isWrite);
    this.windows = charge.windows;
    if (!charge.accepted) throw rateLimited(charge, cost);
    this.hasWritten = charge.hasWritten ?? true;
    this.isWriting = isWrite;
  }

  /**
   * Whether the charged request may read from a replica: it does not write, and its account has not written in the last
   * seconds. False if that is not recorded.
   */
  get mayReadReplica(): boolean {
    return !this.isWriting && !this.hasWritten;
  }

  /** Records that the response is about to be sent. */
  end(): void {
    if (this.isWriting) this.quotas.endWrite(this.account);
  }

  /** Charges one request if the request has ended before its cost was known; its promise throws the 429 as well. */
  settle(): Promise<void> | undefined {
    return this.decided ? undefined : this.charge();
  }

  /** Throws the 429 of an account that is cached as spent. */
  refuseIfSpent(): void {
    const spent = this.quotas.spent(this.account);
    if (!spent) return;
    this.quotas.decisions.count(this.account.kind, false);
    this.decided = true;
    this.windows = spent.windows;
    throw rateLimited(spent, 1);
  }
}
