import { LRUCache } from 'lru-cache';
import { CacheCounts, type MeasuredCache } from '../observability/cache-counts.js';
import { steadyClock } from '../quotas/steady-clock.js';

/** Time to live of an entry: a revocation takes effect within 5 s. */
const TTL_MS = 4_000;

/** Maximum entries. */
const MAX_ENTRIES = 10_000;

/**
 * Caches results of look-ups for a few seconds. What was not found is never cached, so that guesses cannot fill the
 * cache and a new credential works at once.
 */
export class ExpiringCache<Finding extends object> implements MeasuredCache {
  /** A miss is a look-up: requests that share one count once. */
  readonly counts = new CacheCounts();
  private readonly found = new LRUCache<string, Finding>({
    max: MAX_ENTRIES,
    perf: steadyClock,
    // Looks at the clock each time, which is cheaper than the timer that would save it.
    ttlResolution: 0,
    // An expired entry still shows that its name was found.
    noDeleteOnStaleGet: true,
  });
  private readonly pending = new Map<string, Promise<Finding | undefined>>();

  /** @param ttlMs time to live of an entry, in milliseconds. */
  constructor(
    private readonly lookUp: (name: string) => Promise<Finding | undefined>,
    private readonly ttlMs = TTL_MS,
  ) {}

  /** The entry of a name. */
  recall(name: string): Finding | undefined {
    const found = this.found.get(name);
    if (found) this.counts.hits += 1;
    return found;
  }

  /** Whether the last look-up of a name has found something, however long ago it was. */
  wasFound(name: string): boolean {
    return this.found.peek(name, { allowStale: true }) !== undefined;
  }

  /** Returns the entry of a name, or looks it up; concurrent requests share one look-up. */
  get(name: string): Finding | undefined | Promise<Finding | undefined> {
    return this.recall(name) ?? this.pending.get(name) ?? this.find(name);
  }

  get entries(): number {
    return this.found.size;
  }

  /** Number of entries and of look-ups in flight. */
  get size(): number {
    return this.found.size + this.pending.size;
  }

  /** Evicts the entry of a name, and discards what a look-up in flight will find. */
  forget(name: string): void {
    this.found.delete(name);
    this.pending.delete(name);
  }

  private find(name: string): Promise<Finding | undefined> {
    this.counts.misses += 1;
    // The moment before the look-up counts, or an entry from before a revocation would live longer.
    const start = steadyClock.now();
    const isCurrent = () => this.pending.get(name) === finding;
    const finding: Promise<Finding | undefined> = this.lookUp(name)
      .then((result) => {
        if (result && isCurrent()) this.found.set(name, result, { start, ttl: this.ttlMs });
        else if (isCurrent()) this.found.delete(name);
        return result;
      })
      .finally(() => {
        if (isCurrent()) this.pending.delete(name);
      });
    this.pending.set(name, finding);
    return finding;
  }
}
