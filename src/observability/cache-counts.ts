/** Number of look-ups by whether the cache had the entry. */
export class CacheCounts {
  hits = 0;
  misses = 0;
}

/** A cache whose use is measured. */
export interface MeasuredCache {
  readonly counts: CacheCounts;
  /** Entries that are cached now. */
  readonly entries: number;
  /** Memory of all entries, where the cache is bounded by it. */
  readonly bytes?: number;
}
