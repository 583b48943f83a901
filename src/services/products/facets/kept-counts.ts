import { LRUCache } from 'lru-cache';

/** When a count was made. */
interface Attempt {
  /** When it began, in milliseconds of a monotonic clock. */
  readonly since: number;
  readonly tookMs: number;
}

/** A count as it was when it was made. */
interface Kept extends Attempt {
  readonly rows: readonly object[];
}

/** Makes a count, however long it takes. */
export type Count = () => Promise<readonly object[]>;

/** How old a count may be that is shown. */
const MAX_AGE_MS = 10 * 60_000;

/** A count, also one that failed, is made again when it is this old, or older than this many times what it took. */
const MIN_AGE_MS = 60_000;
const MIN_AGE_TO_DURATION = 20;

/** Counts that wait; more are not accepted. */
const MAX_WAITING = 20;

/** Counts that failed and are remembered. */
const MAX_FAILED = 100;

/** Kept rows of all counts, in characters of JSON. */
const MAX_SIZE = 8 * 1024 * 1024;

/**
 * Counts over so many rows that a request cannot wait for them. They are made one after the other for all callers, and kept
 * for ten minutes. What is asked for again and again is made anew, so that the database spends a twentieth of one core
 * on each at most.
 */
export class KeptCounts {
  private readonly kept = new LRUCache<string, Kept>({
    maxSize: MAX_SIZE,
    sizeCalculation: ({ rows }) => JSON.stringify(rows).length,
  });
  private readonly failed = new LRUCache<string, Attempt>({ max: MAX_FAILED });
  /** Counts to make by their keys, the first of which is being made. */
  private readonly waiting = new Map<string, Count>();
  /** Resolves when no count waits any more. */
  private work: Promise<void> | undefined;

  /** @param now milliseconds of a monotonic clock. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The rows of a count of the last ten minutes; undefined if there is none. An older one is made anew meanwhile. */
  find(key: string, count: Count): readonly object[] | undefined {
    const found = this.kept.get(key);
    if (!found) return undefined;
    if (this.now() - found.since > MAX_AGE_MS) return undefined;
    if (this.isDue(found)) this.request(key, count);
    return found.rows;
  }

  /** Has a count made. Returns whether it will be: not if too many wait, or if it failed a short time ago. */
  request(key: string, count: Count): boolean {
    if (this.waiting.has(key)) return true;
    const failed = this.failed.get(key);
    if (this.waiting.size >= MAX_WAITING || (failed && !this.isDue(failed))) return false;
    this.waiting.set(key, count);
    this.work ??= this.makeAll();
    return true;
  }

  private isDue({ since, tookMs }: Attempt): boolean {
    return this.now() - since > Math.max(MIN_AGE_MS, MIN_AGE_TO_DURATION * tookMs);
  }

  /** Resolves when no count waits any more. */
  async idle(): Promise<void> {
    await this.work;
  }

  private async makeAll(): Promise<void> {
    for (const [key, count] of this.waiting) {
      const since = this.now();
      try {
        const rows = await count();
        this.kept.set(key, { rows, since, tookMs: this.now() - since });
        this.failed.delete(key);
      } catch {
        this.failed.set(key, { since, tookMs: this.now() - since });
      }
      this.waiting.delete(key);
    }
    this.work = undefined;
  }
}
