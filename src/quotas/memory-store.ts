import { LRUCache } from 'lru-cache';
import type { QuotaAccount } from '../services/principal.js';
import type { Charge, QuotaStore } from './quota-store.js';
import type { RecentWrites } from './recent-writes.js';
import { steadyClock } from './steady-clock.js';
import { windowsOf } from './windows.js';

/** One window of an account, since its first counted request. */
interface Counter {
  count: number;
  /** By the steady clock. */
  readonly resetsAt: number;
}

/** The running windows of an account, by their length in seconds. */
type Counters = Map<number, Counter>;

/** Maximum accounts of credentials, and maximum addresses. */
const MAX_ACCOUNTS = 100_000;

/**
 * Counts in this process. Addresses are stored apart from credentials: a caller can use many addresses, which must not
 * evict the counts of keys and tokens.
 */
export class MemoryStore implements QuotaStore {
  readonly degraded: boolean = false;
  private readonly credentials: LRUCache<string, Counters>;
  private readonly addresses: LRUCache<string, Counters>;

  /**
   * @param mostAccounts maximum entries of each of the two maps; the least recently used are evicted.
   * @param writes records which accounts have written; undefined: nothing does.
   */
  constructor(
    private readonly now: () => number = () => steadyClock.now(),
    mostAccounts = MAX_ACCOUNTS,
    private readonly writes?: RecentWrites,
  ) {
    this.credentials = new LRUCache({ max: mostAccounts });
    this.addresses = new LRUCache({ max: mostAccounts });
  }

  async charge(account: QuotaAccount, cost: number, isWrite = false): Promise<Charge> {
    const now = this.now();
    const accounts = account.kind === 'address' ? this.addresses : this.credentials;
    const known = accounts.get(account.name);
    const windows = windowsOf(account).map(({ window, limit }) => {
      const running = known?.get(window);
      const isRunning = running !== undefined && running.resetsAt > now;
      return { window, limit, counter: isRunning ? running : { count: 0, resetsAt: now + window * 1000 } };
    });
    const accepted = cost === 0 || windows.every(({ limit, counter }) => counter.count + cost <= limit);
    if (accepted && cost > 0) {
      const counters: Counters = known ?? new Map();
      for (const { window, counter } of windows) {
        counter.count += cost;
        counters.set(window, counter);
      }
      if (!known) accounts.set(account.name, counters);
    }
    const hasWritten = this.writes?.has(account.name);
    if (isWrite && accepted) this.writes?.begin(account.name);
    return {
      accepted,
      windows: windows.map(({ window, limit, counter: { count, resetsAt } }) => ({
        window,
        limit,
        remaining: Math.max(0, limit - count),
        resetsAt,
      })),
      hasWritten,
    };
  }

  endWrite({ name }: QuotaAccount): void {
    this.writes?.end(name);
  }

  async close(): Promise<void> {}
}
