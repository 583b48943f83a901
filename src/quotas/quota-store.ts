import type { QuotaAccount } from '../services/principal.js';

/** The state of one window of an account. */
export interface WindowState {
  /** Length in seconds: 60 or 86,400. */
  readonly window: number;
  /** Maximum requests in the window. */
  readonly limit: number;
  /** Remaining requests, from 0. */
  readonly remaining: number;
  /** When the window ends, in milliseconds since the epoch by the steady clock. A window begins with its first counted request. */
  readonly resetsAt: number;
}

/** The result of a charge. */
export interface Charge {
  /** Whether the cost was counted. If not, it was counted in no window. */
  readonly accepted: boolean;
  /** The account's windows afterwards, the shorter first. */
  readonly windows: readonly WindowState[];
  /** Whether the account has written in the last seconds; undefined if the store does not record that. */
  readonly hasWritten?: boolean | undefined;
}

/**
 * Counts requests in fixed windows (docs/contract.md, "Quotas"). A charge is atomic: of concurrent callers, on all
 * instances that share the store, exactly as many pass as the window has remaining requests.
 *
 * A store can also record which accounts have written in the last seconds (`RecentWrites`). A shared one does so with
 * the charge, because another round trip for each request would cost more than what a replica saves.
 */
export interface QuotaStore {
  /**
   * Counts `cost` requests in all windows of the account, or in none of them. Never fails.
   * @param isWrite whether the request will write if it is accepted.
   */
  charge(account: QuotaAccount, cost: number, isWrite?: boolean): Promise<Charge>;
  /** Records that the response to a write of the account is about to be sent. */
  endWrite(account: QuotaAccount): void;
  /** Whether the store counts by itself although its counters should be shared. */
  readonly degraded: boolean;
  close(): Promise<void>;
}
