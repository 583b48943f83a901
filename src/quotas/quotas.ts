import { LRUCache } from 'lru-cache';
import type { QuotaAccount } from '../services/principal.js';
import { QuotaDecisions } from './quota-decisions.js';
import type { Charge, QuotaStore } from './quota-store.js';
import { steadyClock } from './steady-clock.js';

/** Maximum cached spent accounts. */
const MAX_SPENT = 10_000;

/** The refusal of an account whose quota is spent. */
interface Spent {
  readonly charge: Charge;
  /** Whether the store counted by itself; the shared counters do not contain what it counted. */
  readonly degraded: boolean;
}

/**
 * Charges requests to quotas. A spent account is cached until one of its windows ends, so that further requests need no
 * request to the store. The cache is exact, because counts never decrease within a window.
 */
export class Quotas {
  /** Numbers of decisions, for the metrics. */
  readonly decisions = new QuotaDecisions();
  private readonly spentAccounts = new LRUCache<string, Spent>({ max: MAX_SPENT });

  constructor(
    private readonly store: QuotaStore,
    private readonly now: () => number = () => steadyClock.now(),
  ) {}

  /** Whether the instance counts by itself although its counters should be shared. */
  get degraded(): boolean {
    return this.store.degraded;
  }

  /**
   * Counts `cost` requests in all windows of the account, or in none of them.
   * @param isWrite whether the request will write if it is accepted.
   */
  async charge(account: QuotaAccount, cost: number, isWrite?: boolean): Promise<Charge> {
    const spent = this.spent(account);
    if (spent) {
      this.decisions.count(account.kind, false);
      return spent;
    }
    const charge = await this.store.charge(account, cost, isWrite);
    this.decisions.count(account.kind, charge.accepted);
    if (charge.windows.some(({ remaining }) => remaining === 0)) {
      this.spentAccounts.set(nameOf(account), {
        charge: { accepted: false, windows: charge.windows },
        degraded: this.degraded,
      });
    }
    return charge;
  }

  /** Records that the response to a write of the account is about to be sent. */
  endWrite(account: QuotaAccount): void {
    this.store.endWrite(account);
  }

  /** Returns the refusal of an account that is cached as spent; undefined for others. */
  spent(account: QuotaAccount): Charge | undefined {
    // Called twice for each request, and mostly no account is spent.
    if (this.spentAccounts.size === 0) return undefined;
    const name = nameOf(account);
    const spent = this.spentAccounts.get(name);
    if (!spent) return undefined;
    const now = this.now();
    const holds = spent.charge.windows.every(({ resetsAt }) => resetsAt > now);
    if (holds && spent.degraded === this.degraded) return spent.charge;
    this.spentAccounts.delete(name);
    return undefined;
  }
}

/** A change of limits makes a new cache entry. */
function nameOf({ name, perMinute, perDay }: QuotaAccount): string {
  return `${name} ${perMinute} ${perDay}`;
}
