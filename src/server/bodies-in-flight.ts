import { AccountCounters } from '../database/account-counters.js';

/** Maximum bytes of request bodies that are buffered at the same time. */
export interface BodyLimits {
  /** Of one account: a caller's quota account, or an address without a valid credential. */
  readonly perAccount: number;
  /** Of all callers without a valid credential together. */
  readonly anonymous: number;
  /** Of all callers together. */
  readonly total: number;
}

/** Whose body is received. */
export interface BodyOwner {
  /** Name of the quota account. */
  readonly account: string;
  /** Whether no valid credential was shown. */
  readonly isAnonymous: boolean;
}

/**
 * Counts the bytes of request bodies that have arrived in part. Without a limit, clients that never send the last
 * byte hold as much memory as they like until the request times out.
 */
export class BodiesInFlight {
  private total = 0;
  private anonymous = 0;
  private readonly accounts = new AccountCounters();

  constructor(private readonly limits: BodyLimits) {}

  /** Counts further bytes of a body; false, with nothing counted, when a limit would be exceeded. */
  take({ account, isAnonymous }: BodyOwner, bytes: number): boolean {
    if (bytes === 0) return true;
    const { perAccount, anonymous, total } = this.limits;
    const ofAccount = this.accounts.of(account);
    if (ofAccount.count + bytes > perAccount || this.total + bytes > total) return false;
    if (isAnonymous) {
      if (this.anonymous + bytes > anonymous) return false;
      this.anonymous += bytes;
    }
    this.total += bytes;
    ofAccount.count += bytes;
    return true;
  }

  /** Counts bytes that were taken no longer. */
  release({ account, isAnonymous }: BodyOwner, bytes: number): void {
    if (bytes === 0) return;
    this.total -= bytes;
    if (isAnonymous) this.anonymous -= bytes;
    const ofAccount = this.accounts.of(account);
    // The counter may have been evicted meanwhile.
    ofAccount.count = Math.max(0, ofAccount.count - bytes);
  }
}
