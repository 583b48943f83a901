import type { BodyOwner } from './body-owner.js';

/** An incomplete body. */
export interface IncompleteBody {
  readonly owner: BodyOwner;
  /** Bytes of memory that it takes. */
  readonly bytes: () => number;
  /** Drops it: its request is refused, and its bytes are released at once. */
  readonly drop: () => void;
}

/**
 * Incomplete bodies, the oldest first. If the memory is full, the account with the most bytes loses a body: clients
 * that never send the last byte would otherwise keep all others out until their requests time out.
 */
export class IncompleteBodies {
  private readonly bodies = new Set<IncompleteBody>();

  add(body: IncompleteBody): void {
    this.bodies.add(body);
  }

  remove(body: IncompleteBody): void {
    this.bodies.delete(body);
  }

  /**
   * Drops the oldest body of the account with the most bytes, if these are more than the given bytes, and never one of
   * the account itself. Returns false if there is none.
   * @param anonymousOnly among callers without a valid credential.
   */
  dropOldestOfLargest(account: string, bytes: number, anonymousOnly: boolean): boolean {
    const sums = new Map<string, number>();
    for (const body of this.bodies) {
      const { owner } = body;
      if (owner.account === account || (anonymousOnly && !owner.isAnonymous)) continue;
      sums.set(owner.account, (sums.get(owner.account) ?? 0) + body.bytes());
    }
    let largest: string | undefined;
    let most = bytes;
    for (const [name, sum] of sums) {
      if (sum <= most) continue;
      largest = name;
      most = sum;
    }
    if (largest === undefined) return false;
    for (const body of this.bodies) {
      if (body.owner.account !== largest) continue;
      body.drop();
      return true;
    }
    return false;
  }
}
