import type { QuotaAccount } from '../services/principal.js';
import { MemoryStore } from './memory-store.js';
import type { Charge, QuotaStore } from './quota-store.js';
import type { RedisStore } from './redis-store.js';

/** What the store says of Redis. */
export interface StoreLog {
  info(message: string): void;
  warn(details: object, message: string): void;
}

/** How often a lost Redis is asked whether it is back, in milliseconds. */
const PROBE_MS = 1_000;

/**
 * Counts in Redis, and in this process as long as Redis is lost: no request fails or waits for it. Each
 * instance then lets through a whole quota of its own.
 */
export class SharedStore implements QuotaStore {
  private readonly local = new MemoryStore();
  private probe: NodeJS.Timeout | undefined;

  private constructor(
    private readonly redis: RedisStore,
    private readonly log: StoreLog,
  ) {}

  /** Opens the store, whether Redis is there or not. */
  static async open(redis: RedisStore, log: StoreLog): Promise<SharedStore> {
    const store = new SharedStore(redis, log);
    await redis.connect().catch((error: unknown) => store.lose(error));
    return store;
  }

  get degraded(): boolean {
    return this.probe !== undefined;
  }

  async charge(account: QuotaAccount, cost: number): Promise<Charge> {
    if (!this.degraded) {
      try {
        return await this.redis.charge(account, cost);
      } catch (error) {
        this.lose(error);
      }
    }
    return this.local.charge(account, cost);
  }

  async close(): Promise<void> {
    clearInterval(this.probe);
    this.probe = undefined;
    this.redis.close();
  }

  private lose(err: unknown): void {
    if (this.degraded) return;
    this.log.warn({ err }, 'Redis is lost: this instance counts quotas by itself until it is back');
    this.probe = setInterval(() => void this.tryAgain(), PROBE_MS).unref();
  }

  private async tryAgain(): Promise<void> {
    try {
      await this.redis.ping();
    } catch {
      return;
    }
    // Closed, or found by an earlier question that was answered late.
    if (!this.degraded) return;
    clearInterval(this.probe);
    this.probe = undefined;
    this.log.info('Redis is back: quotas are shared again');
  }
}
