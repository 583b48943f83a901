import type { QuotaAccount } from '../services/principal.js';
import type { WindowState } from './quota-store.js';
import type { Quotas } from './quotas.js';
import { rateLimited } from './rate-limited.js';

/** The part of a quota that one request takes: counted once, when its cost is known, and never twice. */
export class RequestQuota {
  /** The account's windows, this request counted; empty before it is. */
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

  /** Counts the request on another account than the one it came in on. */
  countOn(account: QuotaAccount): void {
    this.account = account;
  }

  /**
   * Counts the request. Throws the 429 when its cost is more than what is left; then nothing is counted.
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
   * Whether the request, which is counted, may read what is a moment old: it does not write, and its account has not
   * written in the last seconds. False where that is not recorded.
   */
  get mayReadReplica(): boolean {
    return !this.isWriting && !this.hasWritten;
  }

  /** Notes that the response is about to be sent. */
  end(): void {
    if (this.isWriting) this.quotas.endWrite(this.account);
  }

  /** Counts a request that has ended before its cost was known as one. Throws the 429 as well. */
  async settle(): Promise<void> {
    if (!this.decided) await this.charge();
  }

  /** Throws the 429 of an account that is known to have nothing left. */
  refuseIfSpent(): void {
    const spent = this.quotas.spent(this.account);
    if (!spent) return;
    this.quotas.decisions.count(this.account.kind, false);
    this.decided = true;
    this.windows = spent.windows;
    throw rateLimited(spent, 1);
  }
}
