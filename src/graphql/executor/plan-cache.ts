import { LRUCache } from 'lru-cache';
import { CacheCounts, type MeasuredCache } from '../../observability/cache-counts.js';
import type { OperationPlan } from './plan.js';

/** Memory of all plans with their documents, in bytes. */
const MAX_BYTES = 24 * 1024 * 1024;

/** Memory of one plan with its document, in bytes: larger ones are made for each request. */
const MAX_ENTRY_BYTES = 2 * 1024 * 1024;

/** The cached plan of an operation; undefined if graphql-js executes it. */
export interface CachedPlan {
  readonly plan: OperationPlan | undefined;
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

  get(name: string): CachedPlan | undefined {
    const cached = this.plans.get(name);
    if (cached) this.counts.hits += 1;
    else this.counts.misses += 1;
    return cached;
  }

  /** @param bytes memory of the plan and its document. */
  set(name: string, plan: CachedPlan, bytes: number): void {
    this.plans.set(name, plan, { size: bytes });
  }
}
