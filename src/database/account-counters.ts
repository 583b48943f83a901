import { LRUCache } from 'lru-cache';

/** Accounts that are counted; far more than can have something in progress at once. */
const MAX_ACCOUNTS = 10_000;

/** How much of something an account has in progress. Keep the counter until what was added is subtracted again. */
export interface AccountCounter {
  count: number;
}

/**
 * Counters of quota accounts, by name. They are kept when they are back at 0: a map whose entries come and go with
 * each request is made anew again and again, which costs pauses of the garbage collector.
 */
export class AccountCounters {
  private readonly counters = new LRUCache<string, AccountCounter>({ max: MAX_ACCOUNTS });

  of(account: string): AccountCounter {
    const known = this.counters.get(account);
    if (known) return known;
    const counter = { count: 0 };
    this.counters.set(account, counter);
    return counter;
  }
}
