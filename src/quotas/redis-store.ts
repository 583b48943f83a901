import { Redis } from 'ioredis';
import type { QuotaAccount } from '../services/principal.js';
import { answeredWithin } from './answered-within.js';
import { CHARGE_SCRIPT } from './charge-script.js';
import type { Charge } from './quota-store.js';
import { WRITING_MS, WRITTEN_MS } from './recent-writes.js';
import { steadyClock } from './steady-clock.js';
import { windowsOf } from './windows.js';

interface ChargeCommand {
  chargeQuota(keys: number, ...keysAndArguments: (string | number)[]): Promise<number[]>;
}

/** Longest wait for a connection that may be used, in milliseconds. */
const CONNECT_MS = 1_000;

/** Longest wait for an answer, in milliseconds: a Redis that takes longer is as good as lost. */
const ANSWER_MS = 500;

/** Longest wait for the other side when a connection is closed, in milliseconds. */
const DISCONNECT_MS = 100;

/** Charged to find out whether Redis counts: one that is full, loading or read-only would answer a PING. */
const PROBE: QuotaAccount = {
  kind: 'key',
  name: 'probe',
  perMinute: Number.MAX_SAFE_INTEGER,
  perDay: undefined,
};

/**
 * Counts in Redis, shared by every instance that names the same server, in one round trip a charge. It is one
 * connection: once that has failed in any way, the store is of no use any more.
 */
export class RedisStore {
  private readonly redis: Redis & ChargeCommand;
  private fault: Error | undefined;

  /**
   * Does not connect yet.
   * @param recordsWrites whether it records which accounts have written.
   */
  constructor(
    url: string,
    private readonly recordsWrites = false,
  ) {
    const redis = new Redis(url, {
      lazyConnect: true,
      // What cannot be sent now fails now.
      enableOfflineQueue: false,
      retryStrategy: null,
      connectTimeout: CONNECT_MS,
      disconnectTimeout: DISCONNECT_MS,
      // Opening ends with a charge, which says more than these would.
      enableReadyCheck: false,
      disableClientInfo: true,
      protocol: 2,
    });
    // ioredis tells here what was wrong, and rejects with "Connection is closed".
    redis.on('error', (error) => {
      this.fault ??= error;
    });
    redis.defineCommand('chargeQuota', { lua: CHARGE_SCRIPT });
    this.redis = redis as Redis & ChargeCommand;
  }

  /** Connects. Fails when the server cannot be reached, or does not count. */
  async open(): Promise<void> {
    await answeredWithin(CONNECT_MS, this.redis.connect()).catch((error: Error) => {
      throw this.fault ?? error;
    });
    // A database that cannot be selected is no more than an event.
    if (this.fault) throw this.fault;
    await this.charge(PROBE, 1);
  }

  /** Calls back when the connection has ended, for whatever reason. */
  onEnd(listener: (reason: Error) => void): void {
    this.redis.once('end', () => listener(this.fault ?? new Error('the connection has ended')));
  }

  /** As `QuotaStore.charge`, but fails when Redis does not answer. */
  async charge(account: QuotaAccount, cost: number, isWrite = false): Promise<Charge> {
    const windows = windowsOf(account);
    // The braces keep an account's keys on one node of a cluster.
    const keys = windows.map(({ window }) => `claims:quota:{${account.name}}:${window}`);
    const limits = windows.flatMap(({ window, limit }) => [limit, window * 1000]);
    if (this.recordsWrites) {
      keys.push(writtenKey(account));
      limits.push(isWrite ? WRITING_MS : 0);
    }
    const [accepted, ...figures] = await answeredWithin(
      ANSWER_MS,
      this.redis.chargeQuota(keys.length, ...keys, cost, ...limits),
    );
    const now = steadyClock.now();
    return {
      accepted: accepted === 1,
      windows: windows.map(({ window, limit }, i) => ({
        window,
        limit,
        remaining: Math.max(0, limit - (figures[2 * i] as number)),
        resetsAt: now + (figures[2 * i + 1] as number),
      })),
      hasWritten: this.recordsWrites ? figures[2 * windows.length] === 1 : undefined,
    };
  }

  /** Notes the end of a write without waiting for Redis: until it is noted, the account counts as still writing. */
  endWrite(account: QuotaAccount): void {
    if (this.recordsWrites) this.redis.set(writtenKey(account), '1', 'PX', WRITTEN_MS).catch(() => {});
  }

  /** Ends the connection, or the attempt to make one. What waits for an answer fails. */
  async close(): Promise<void> {
    if (this.redis.status === 'end') return;
    await new Promise<void>((resolve) => {
      this.redis.once('end', () => resolve());
      this.redis.disconnect();
    });
  }
}

/** The key that exists while an account counts as having written. */
function writtenKey({ name }: QuotaAccount): string {
  return `claims:quota:{${name}}:written`;
}
