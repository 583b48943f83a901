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

/** Timeout of connecting, in milliseconds. */
const CONNECT_MS = 1_000;

/** Timeout of a response, in milliseconds: a Redis that takes longer counts as lost. */
const ANSWER_MS = 500;

/** Timeout of closing a connection, in milliseconds. */
const DISCONNECT_MS = 100;

/**
 * The account that is charged to check whether Redis counts: one that is full, loading or read-only would respond to a
 * PING.
 */
const PROBE: QuotaAccount = {
  kind: 'key',
  name: 'probe',
  perMinute: Number.MAX_SAFE_INTEGER,
  perDay: undefined,
};

/**
 * Counts in Redis, shared by every instance that uses the same server, with one round trip per charge. It has one
 * connection: once that has failed, the store is no longer usable.
 */
export class RedisStore {
  private readonly redis: Redis & ChargeCommand;
  private fault: Error | undefined;

  /**
   * Does not connect.
   * @param recordsWrites whether it records which accounts have written.
   */
  constructor(
    url: string,
    private readonly recordsWrites = false,
  ) {
    const redis = new Redis(url, {
      lazyConnect: true,
      // A command that cannot be sent fails at once.
      enableOfflineQueue: false,
      retryStrategy: null,
      connectTimeout: CONNECT_MS,
      disconnectTimeout: DISCONNECT_MS,
      // Opening ends with a charge, which finds more faults than these checks.
      enableReadyCheck: false,
      disableClientInfo: true,
      protocol: 2,
    });
    // ioredis reports the cause here, and rejects with "Connection is closed".
    redis.on('error', (error) => {
      this.fault ??= error;
    });
    redis.defineCommand('chargeQuota', { lua: CHARGE_SCRIPT });
    this.redis = redis as Redis & ChargeCommand;
  }

  /** Connects. Fails if the server cannot be reached, or does not count. */
  async open(): Promise<void> {
    await answeredWithin(CONNECT_MS, this.redis.connect()).catch((error: Error) => {
      throw this.fault ?? error;
    });
    // ioredis reports a database that cannot be selected only by an event.
    if (this.fault) throw this.fault;
    await this.charge(PROBE, 1);
  }

  /** Calls back when the connection has ended, for any reason. */
  onEnd(listener: (reason: Error) => void): void {
    this.redis.once('end', () => listener(this.fault ?? new Error('the connection has ended')));
  }

  /** As `QuotaStore.charge`, but fails if Redis does not respond. */
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

  /** Records the end of a write without waiting for Redis: until then, the account counts as still writing. */
  endWrite(account: QuotaAccount): void {
    if (this.recordsWrites) this.redis.set(writtenKey(account), '1', 'PX', WRITTEN_MS).catch(() => {});
  }

  /** Closes the connection, or the attempt to open one. Pending commands fail. */
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
