import { LRUCache } from 'lru-cache';
import { steadyClock } from './steady-clock.js';

/** Time for which an account counts as having written after the response to a write, in milliseconds. */
export const WRITTEN_MS = 5_000;

/**
 * The same for a write that has started: the maximum time until its response (docs/operations.md, "Limits"), and then
 * as above.
 */
export const WRITING_MS = 13_000 + WRITTEN_MS;

/** Maximum accounts: more than can write in this time. */
const MAX_ACCOUNTS = 100_000;

/**
 * The accounts that have written in the last seconds, whose reads must see these writes. A write is recorded before it
 * is executed, so that it counts even if its response is lost, and again when its response is sent.
 */
export class RecentWrites {
  /** When accounts no longer count as having written, by name. */
  private readonly ends: LRUCache<string, number>;

  constructor(
    private readonly now: () => number = () => steadyClock.now(),
    maxAccounts = MAX_ACCOUNTS,
  ) {
    this.ends = new LRUCache({ max: maxAccounts });
  }

  /** Records a write that starts. */
  begin(account: string): void {
    this.ends.set(account, this.now() + WRITING_MS);
  }

  /** Records a write whose response is about to be sent. */
  end(account: string): void {
    this.ends.set(account, this.now() + WRITTEN_MS);
  }

  has(account: string): boolean {
    const end = this.ends.get(account);
    return end !== undefined && end > this.now();
  }
}
