import type { QuotaAccount } from '../services/principal.js';
import { MemoryStore } from './memory-store.js';
import type { Charge, QuotaStore } from './quota-store.js';
import { RecentWrites } from './recent-writes.js';
import { RedisStore } from './redis-store.js';

/** Logs the loss and the return of Redis. */
export interface StoreLog {
  info(message: string): void;
  warn(details: object, message: string): void;
}

/** Options of a shared store. */
export interface SharedStoreOptions {
  /** Time until the next attempt to connect to a lost Redis, in milliseconds. */
  readonly retryMs?: number;
  /** Whether the store records which accounts have written. */
  readonly recordsWrites?: boolean;
}

/** Default of `retryMs`. */
const RETRY_MS = 1_000;

/**
 * Counts in Redis, and in this process while Redis is lost: no request fails for that, and none waits once the loss is
 * known. Each instance then counts a whole quota of its own (docs/adr/0013-quotas.md). Writes are recorded in both, so
 * that neither the loss of Redis nor its return conceals those of this instance.
 */
export class SharedStore implements QuotaStore {
  private readonly writes: RecentWrites | undefined;
  private readonly local: MemoryStore;
  /** The connection in use; undefined while Redis is lost. */
  private redis: RedisStore | undefined;
  /** The connection that is being opened. */
  private candidate: RedisStore | undefined;
  private retry: NodeJS.Timeout | undefined;
  private isLossKnown = false;
  private isClosed = false;

  private constructor(
    private readonly url: string,
    private readonly log: StoreLog,
    private readonly options: SharedStoreOptions,
  ) {
    this.writes = options.recordsWrites ? new RecentWrites() : undefined;
    this.local = new MemoryStore(undefined, undefined, this.writes);
  }

  /** Opens the store, whether Redis is available or not. The caller closes it. */
  static async open(url: string, log: StoreLog, options: SharedStoreOptions = {}): Promise<SharedStore> {
    const store = new SharedStore(url, log, options);
    await store.connect();
    return store;
  }

  get degraded(): boolean {
    return this.redis === undefined;
  }

  async charge(account: QuotaAccount, cost: number, isWrite = false): Promise<Charge> {
    const { redis, writes } = this;
    if (!redis) return this.local.charge(account, cost, isWrite);
    try {
      const charge = await redis.charge(account, cost, isWrite);
      if (!writes) return charge;
      const hasWritten = charge.hasWritten || writes.has(account.name);
      if (isWrite && charge.accepted) writes.begin(account.name);
      return { ...charge, hasWritten };
    } catch (error) {
      this.lose(redis, error);
      return this.local.charge(account, cost, isWrite);
    }
  }

  endWrite(account: QuotaAccount): void {
    this.local.endWrite(account);
    this.redis?.endWrite(account);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    const connections = [this.redis, this.candidate];
    this.redis = undefined;
    await Promise.all(connections.map((connection) => connection?.close()));
  }

  private async connect(): Promise<void> {
    const redis = new RedisStore(this.url, this.options.recordsWrites);
    this.candidate = redis;
    try {
      await redis.open();
    } catch (error) {
      await redis.close();
      this.tryLater(error);
      return;
    } finally {
      this.candidate = undefined;
    }
    if (this.isClosed) return redis.close();
    this.redis = redis;
    redis.onEnd((reason) => this.lose(redis, reason));
    if (this.isLossKnown) this.log.info('Redis is back: quotas are shared again');
    this.isLossKnown = false;
  }

  /** Closes a connection; all requests that wait for it fail at once. */
  private lose(redis: RedisStore, error: unknown): void {
    if (this.redis !== redis) return;
    this.redis = undefined;
    void redis.close();
    this.tryLater(error);
  }

  private tryLater(error: unknown): void {
    if (this.isClosed) return;
    if (!this.isLossKnown) {
      // Not the error itself: it contains the arguments of the command, the password among them.
      this.log.warn({ reason: reasonOf(error) }, 'Redis is lost: this instance counts quotas by itself');
    }
    this.isLossKnown = true;
    this.retry = setTimeout(() => void this.connect(), this.options.retryMs ?? RETRY_MS).unref();
  }
}

/** Errors of several addresses at once have a code and no message. */
function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || String(error);
}
