import { LRUCache } from 'lru-cache';
import type { QuotaAccount } from '../services/principal.js';
import type { Charge, QuotaStore } from './quota-store.js';
import { windowsOf } from './windows.js';

/** One window of one account, since its first counted request. */
interface Counter {
  count: number;
  /** Milliseconds since the epoch. */
  resetsAt: number;
}

/** Most accounts of credentials, and most addresses, that are remembered at once. */
const MOST_ACCOUNTS = 100_000;

/**
 * Counts in this process. Addresses are kept apart from credentials: anybody can come from many addresses,
 * and must not push out what is counted on keys.
 */
export class MemoryStore implements QuotaStore {
  readonly degraded: boolean = false;
  private readonly credentials: LRUCache<string, Map<number, Counter>>;
  private readonly addresses: LRUCache<string, Map<number, Counter>>;

  /** @param mostAccounts bound of each of the two maps; the accounts that were used last stay. */
  constructor(
    private readonly now: () => number = () => Date.now(),
    mostAccounts = MOST_ACCOUNTS,
  ) {
    this.credentials = new LRUCache({ max: mostAccounts });
    this.addresses = new LRUCache({ max: mostAccounts });
  }

  async charge(account: QuotaAccount, cost: number): Promise<Charge> {
    const now = this.now();
    const counters = this.countersOf(account.name);
    const windows = windowsOf(account).map(({ window, limit }) => {
      const running = counters.get(window);
      const counter =
        running && running.resetsAt > now ? running : { count: 0, resetsAt: now + window * 1000 };
      return { window, limit, counter };
    });
    const accepted = windows.every(({ limit, counter }) => counter.count + cost <= limit);
    if (accepted && cost > 0) {
      for (const { window, counter } of windows) {
        counter.count += cost;
        counters.set(window, counter);
      }
    }
    return {
      accepted,
      windows: windows.map(({ window, limit, counter: { count, resetsAt } }) => ({
        window,
        limit,
        remaining: Math.max(0, limit - count),
        resetsAt,
      })),
    };
  }

  async close(): Promise<void> {}

  private countersOf(name: string): Map<number, Counter> {
    const accounts = name.startsWith('address.') ? this.addresses : this.credentials;
    let counters = accounts.get(name);
    if (!counters) {
      counters = new Map();
      accounts.set(name, counters);
    }
    return counters;
  }
}
