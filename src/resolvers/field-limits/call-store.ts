import { type Identity, Store } from 'graphql-rate-limit';
import { LRUCache } from 'lru-cache';

/** Most callers whose calls are remembered at once, up to 120 calls each: about 12 MB. */
const MAX_CALLERS = 10_000;

/**
 * Remembers when callers called. Each is forgotten once its window has passed, and the one that was not met
 * for longest when there are too many: it begins anew.
 */
export class CallStore extends Store {
  private readonly calls: LRUCache<string, readonly number[]>;

  constructor(mostCallers = MAX_CALLERS) {
    super();
    this.calls = new LRUCache({ max: mostCallers });
  }

  /** Callers that are remembered. */
  get size(): number {
    return this.calls.size;
  }

  /** The times of a caller's calls, oldest first, in milliseconds since the epoch. */
  override getForIdentity(identity: Identity): readonly number[] {
    const times = this.calls.get(nameOf(identity)) ?? [];
    // The system's clock, which the package goes by, was set back: do not wait until it has caught up.
    return times.some((time) => time > Date.now()) ? [] : times;
  }

  override setForIdentity(identity: Identity, timestamps: readonly number[], windowMs: number): void {
    this.calls.set(nameOf(identity), timestamps, { ttl: windowMs });
  }
}

function nameOf({ contextIdentity, fieldIdentity }: Identity): string {
  return `${fieldIdentity} ${contextIdentity}`;
}
