import { type Identity, Store } from 'graphql-rate-limit';
import { LRUCache } from 'lru-cache';

/** Maximum callers, with up to 120 calls each: about 12 MB. */
const MAX_CALLERS = 10_000;

/**
 * Stores the times of calls by caller. Each is evicted once its window has passed, and the least recently used one if
 * there are too many: it starts again.
 */
export class CallStore extends Store {
  private readonly calls: LRUCache<string, readonly number[]>;

  constructor(mostCallers = MAX_CALLERS) {
    super();
    this.calls = new LRUCache({ max: mostCallers });
  }

  /** Number of stored callers. */
  get size(): number {
    return this.calls.size;
  }

  /** The times of a caller's calls, oldest first, in milliseconds since the epoch. */
  override getForIdentity(identity: Identity): readonly number[] {
    const times = this.calls.get(nameOf(identity)) ?? [];
    // The system's clock, which the package uses, was set back: the window must not last until it has caught up.
    return times.some((time) => time > Date.now()) ? [] : times;
  }

  override setForIdentity(identity: Identity, timestamps: readonly number[], windowMs: number): void {
    this.calls.set(nameOf(identity), timestamps, { ttl: windowMs });
  }
}

function nameOf({ contextIdentity, fieldIdentity }: Identity): string {
  return `${fieldIdentity} ${contextIdentity}`;
}
