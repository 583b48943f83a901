import { LRUCache } from 'lru-cache';
import type { QuotaAccount } from '../services/principal.js';
import type { Charge, QuotaStore } from './quota-store.js';

/** Most spent accounts that are remembered at once. */
const MOST_SPENT = 10_000;

/**
 * What the server asks about quotas. An account that has nothing left is remembered until its window ends,
 * so that whoever goes on calling costs no trip to the store. That is exact: within a window counts never go
 * down.
 */
export class Quotas {
  private readonly refused = new LRUCache<string, Charge>({ max: MOST_SPENT });

  constructor(private readonly store: QuotaStore) {}

  /** Whether the instance counts by itself although its counters should be shared. */
  get degraded(): boolean {
    return this.store.degraded;
  }

  /** Counts `cost` requests in all windows of the account, or in none of them. */
  async charge(account: QuotaAccount, cost: number): Promise<Charge> {
    const spent = this.spent(account);
    if (spent) return spent;
    const charge = await this.store.charge(account, cost);
    if (charge.windows.some(({ remaining }) => remaining === 0)) {
      this.refused.set(nameOf(account), { accepted: false, windows: charge.windows });
    }
    return charge;
  }

  /** The refusal of an account that is known to have nothing left; undefined when it may have. */
  spent(account: QuotaAccount): Charge | undefined {
    const name = nameOf(account);
    const charge = this.refused.get(name);
    if (!charge) return undefined;
    const now = Date.now();
    // A window that has ended lets others through again, and its figures are no longer true.
    if (charge.windows.every(({ resetsAt }) => resetsAt > now)) return charge;
    this.refused.delete(name);
    return undefined;
  }
}

/** A key whose limits were changed is another account to this memory. */
function nameOf({ name, perMinute, perDay }: QuotaAccount): string {
  return `${name} ${perMinute} ${perDay}`;
}
