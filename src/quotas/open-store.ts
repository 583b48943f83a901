import { MemoryStore } from './memory-store.js';
import type { QuotaStore } from './quota-store.js';
import { RecentWrites } from './recent-writes.js';
import { SharedStore, type StoreLog } from './shared-store.js';

/**
 * Opens the store of quotas: the Redis that the URL names, or this process without one. The caller closes it.
 * @param recordsWrites whether the store records which accounts have written, which replicas need.
 */
export async function openQuotaStore(
  redisUrl: string | undefined,
  log: StoreLog,
  recordsWrites = false,
): Promise<QuotaStore> {
  if (redisUrl !== undefined) return SharedStore.open(redisUrl, log, { recordsWrites });
  return new MemoryStore(undefined, undefined, recordsWrites ? new RecentWrites() : undefined);
}
