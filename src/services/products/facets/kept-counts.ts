import { LRUCache } from 'lru-cache';

/** A count as it was when it was made. */
interface Kept {
  readonly rows: readonly object[];
  /** When it began, in milliseconds of a monotonic clock. */
  readonly since: number;
  readonly tookMs: number;
}

/** Makes a count, however long it takes. */
export type Count = () => Promise<readonly object[]>;

/** How old a count may be that is shown. */
const MAX_AGE_MS = 10 * 60_000;

/** A count is made again when it is asked for and this old, or older than this many times what it took. */
const MIN_AGE_MS = 60_000;
const MIN_AGE_TO_DURATION = 20;

/** Counts that wait; more are not accepted. */
const MAX_WAITING = 20;

/** Kept rows of all counts, in characters of JSON. */
const MAX_SIZE = 8 * 1024 * 1024;

/**
 * Counts over so many rows that a request cannot wait for them. They are made one after the other, whoever asks, and kept
 * for ten minutes. What is asked for again and again is made anew, so that the database spends a twentieth of one core
 * on each at most.
 */
export class KeptCounts {
  private readonly kept = new LRUCache<string, Kept>({
    maxSize: MAX_SIZE,
    sizeCalculation: ({ rows }) => JSON.stringify(rows).length,
  });
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
    const age = this.now() - found.since;
    if (age > MAX_AGE_MS) return undefined;
    if (age > Math.max(MIN_AGE_MS, MIN_AGE_TO_DURATION * found.tookMs)) this.request(key, count);
    return found.rows;
  }

  /** Has a count made, unless it waits already or too many do. */
  request(key: string, count: Count): void {
    if (this.waiting.has(key) || this.waiting.size >= MAX_WAITING) return;
    this.waiting.set(key, count);
    this.work ??= this.makeAll();
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
      } catch {
        // Whoever asks again has it tried again.
      }
      this.waiting.delete(key);
    }
    this.work = undefined;
  }
}
