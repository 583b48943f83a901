import { AccountCounters } from '../database/account-counters.js';
import type { BodyOwner } from './body-owner.js';
import { IncompleteBodies } from './incomplete-bodies.js';

/** Maximum bytes of request bodies that are buffered at the same time. */
export interface BodyLimits {
  /** Of one account: a caller's quota account, or an address without a valid credential. */
  readonly perAccount: number;
  /** Of all callers without a valid credential together. */
  readonly anonymous: number;
  /** Of all callers together. */
  readonly total: number;
  /** Reserve beyond these limits for accounts with few bytes in flight; undefined: none. */
  readonly reserve?: BodyReserve;
}

/** Reserve of the limits for accounts with few bytes in flight. */
export interface BodyReserve {
  /** Bytes up to which an account may take from it, all that the account has in flight included. */
  readonly perAccount: number;
  /** Of that, for callers without a valid credential. */
  readonly anonymous: number;
  /** For all callers together. */
  readonly total: number;
}

const NO_RESERVE: BodyReserve = { perAccount: 0, anonymous: 0, total: 0 };

/**
 * Limits the bytes of incomplete request bodies. Without a limit, clients that never send the last byte could take any
 * amount of memory until their requests time out.
 */
export class BodiesInFlight {
  readonly incomplete = new IncompleteBodies();
  private total = 0;
  private anonymous = 0;
  private readonly accounts = new AccountCounters();
  private readonly reserve: BodyReserve;

  constructor(private readonly limits: BodyLimits) {
    this.reserve = limits.reserve ?? NO_RESERVE;
  }

  /**
   * Counts further bytes of a body; false, with nothing counted, when a limit would be exceeded, even without bodies
   * of the account with the most bytes.
   */
  take(owner: BodyOwner, bytes: number): boolean {
    if (bytes === 0) return true;
    const ofAccount = this.accounts.of(owner.account);
    const held = ofAccount.count + bytes;
    if (held > this.limits.perAccount) return false;
    for (
      let exceeded = this.exceeded(owner, held, bytes);
      exceeded;
      exceeded = this.exceeded(owner, held, bytes)
    ) {
      if (!this.incomplete.dropOldestOfLargest(owner.account, held, exceeded === 'anonymous')) return false;
    }
    if (owner.isAnonymous) this.anonymous += bytes;
    this.total += bytes;
    ofAccount.count += bytes;
    return true;
  }

  /** Releases bytes. */
  release({ account, isAnonymous }: BodyOwner, bytes: number): void {
    if (bytes === 0) return;
    this.total -= bytes;
    if (isAnonymous) this.anonymous -= bytes;
    const ofAccount = this.accounts.of(account);
    // The counter may have been evicted meanwhile.
    ofAccount.count = Math.max(0, ofAccount.count - bytes);
  }

  /** Whose limit the bytes would exceed, with the reserve for an account with few bytes in flight. */
  private exceeded({ isAnonymous }: BodyOwner, held: number, bytes: number): 'anonymous' | 'all' | undefined {
    const { limits } = this;
    const more = held <= this.reserve.perAccount ? this.reserve : NO_RESERVE;
    if (isAnonymous && this.anonymous + bytes > limits.anonymous + more.anonymous) return 'anonymous';
    const total = limits.total + (isAnonymous ? more.anonymous : more.total);
    return this.total + bytes > total ? 'all' : undefined;
  }
}
