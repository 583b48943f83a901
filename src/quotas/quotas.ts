import { LRUCache } from 'lru-cache';
import type { QuotaAccount } from '../services/principal.js';
import { QuotaDecisions } from './quota-decisions.js';
import type { Charge, QuotaStore } from './quota-store.js';
import { steadyClock } from './steady-clock.js';

/** Most spent accounts that are remembered at once. */
const MAX_SPENT = 10_000;

/** The refusal of an account that has nothing left. */
interface Spent {
  readonly charge: Charge;
  /** Whether the store counted by itself; what it counted then says nothing of the shared counters. */
  readonly degraded: boolean;
}

/**
 * What the server asks about quotas. An account that has nothing left is remembered until one of its windows
 * ends, so that a caller that goes on costs no request to the store. That is exact: within a window counts
 * never go down.
 */
export class Quotas {
  /** What was decided, for the metrics. */
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

  /** Notes that the response to a write of the account is about to be sent. */
  endWrite(account: QuotaAccount): void {
    this.store.endWrite(account);
  }

  /** The refusal of an account that is known to have nothing left; undefined when it may have. */
  spent(account: QuotaAccount): Charge | undefined {
    // Asked twice for each request, and mostly none has.
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

/** A key whose limits were changed is another account to this memory. */
function nameOf({ name, perMinute, perDay }: QuotaAccount): string {
  return `${name} ${perMinute} ${perDay}`;
}
