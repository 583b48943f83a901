import { LRUCache } from 'lru-cache';
import { CacheCounts, type MeasuredCache } from '../../observability/cache-counts.js';
import type { Selection } from './plan.js';

/** Memory of all plans with their documents, in bytes. */
const MAX_BYTES = 24 * 1024 * 1024;

/** Memory of one plan with its document, in bytes: larger ones are made for each request. */
const MAX_ENTRY_BYTES = 2 * 1024 * 1024;

/** A plan in the cache. A new one for each size, because the size of a cached object is fixed. */
interface CachedPlan {
  readonly plan: Selection;
}

/** Plans by operation and values of its flags, the last used ones. A plan references its document. */
export class PlanCache implements MeasuredCache {
  readonly counts = new CacheCounts();
  private readonly plans = new LRUCache<string, CachedPlan>({
    maxSize: MAX_BYTES,
    maxEntrySize: MAX_ENTRY_BYTES,
  });

  get entries(): number {
    return this.plans.size;
  }

  get bytes(): number {
    return this.plans.calculatedSize;
  }

  get(name: string): Selection | undefined {
    const cached = this.plans.get(name);
    if (cached) this.counts.hits += 1;
    else this.counts.misses += 1;
    return cached?.plan;
  }

  /** @param bytes memory of the plan and its document. */
  set(name: string, plan: Selection, bytes: number): void {
    this.plans.set(name, { plan }, { size: bytes });
  }

  /** Sets the size of a plan that has grown, if it is still cached. */
  resize(name: string, plan: Selection, bytes: number): void {
    if (this.plans.peek(name)?.plan === plan) this.set(name, plan, bytes);
  }
}
