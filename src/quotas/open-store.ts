import { MemoryStore } from './memory-store.js';
import type { QuotaStore } from './quota-store.js';
import { SharedStore, type StoreLog } from './shared-store.js';

/**
 * Where quotas are counted: in the Redis that the URL names, or in this process without one. The caller
 * closes it.
 */
export async function openQuotaStore(redisUrl: string | undefined, log: StoreLog): Promise<QuotaStore> {
  return redisUrl === undefined ? new MemoryStore() : SharedStore.open(redisUrl, log);
}
