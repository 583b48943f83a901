import { Redis } from 'ioredis';
import type { QuotaAccount } from '../services/principal.js';
import type { Charge } from './quota-store.js';
import { windowsOf } from './windows.js';

/**
 * Reads the counters of all windows and adds the cost to all of them or to none. Each key is one window, with
 * its limit and its length in milliseconds among the arguments after the cost; a key lives as long as its
 * window. Gives whether it was counted, then count and remaining milliseconds of each window.
 */
const CHARGE = `
local cost = tonumber(ARGV[1])
local accepted = 1
local counts, rests = {}, {}
for i, key in ipairs(KEYS) do
  rests[i] = redis.call('pttl', key)
  counts[i] = rests[i] > 0 and tonumber(redis.call('get', key)) or 0
  if counts[i] + cost > tonumber(ARGV[2 * i]) then accepted = 0 end
end
local answer = { accepted }
for i, key in ipairs(KEYS) do
  local length = tonumber(ARGV[2 * i + 1])
  if accepted == 1 and cost > 0 then
    counts[i] = counts[i] + cost
    if rests[i] > 0 then redis.call('incrby', key, cost) else redis.call('set', key, cost, 'px', length) end
  end
  answer[2 * i] = counts[i]
  answer[2 * i + 1] = rests[i] > 0 and rests[i] or length
end
return answer`;

interface ChargeCommand {
  chargeQuota(keys: number, ...keysAndArguments: (string | number)[]): Promise<number[]>;
}

/** Longest wait for an answer, in milliseconds: a Redis that takes longer is as good as lost. */
const ANSWER_MS = 250;

/** Longest wait for a connection. */
const CONNECT_MS = 1_000;

/** Counts in Redis, shared by every instance that names the same server; one round trip for each charge. */
export class RedisStore {
  private readonly redis: Redis & ChargeCommand;

  /** Does not connect yet. */
  constructor(url: string) {
    const redis = new Redis(url, {
      lazyConnect: true,
      // What cannot be sent now fails now: a request must not wait for Redis to come back.
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: ANSWER_MS,
      connectTimeout: CONNECT_MS,
      retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
    });
    // Every failure reaches whoever sent a command; the event is for those who send none.
    redis.on('error', () => {});
    redis.defineCommand('chargeQuota', { lua: CHARGE });
    this.redis = redis as Redis & ChargeCommand;
  }

  /** Connects for the first time. Fails when that takes too long; later it goes on trying by itself. */
  async connect(): Promise<void> {
    await this.redis.connect();
  }

  /** Fails when Redis does not answer. */
  async ping(): Promise<void> {
    await this.redis.ping();
  }

  /** Counts `cost` requests in all windows of the account, or in none. Fails when Redis does not answer. */
  async charge(account: QuotaAccount, cost: number): Promise<Charge> {
    const windows = windowsOf(account);
    // The braces keep an account's windows on one node of a cluster.
    const keys = windows.map(({ window }) => `claims:quota:{${account.name}}:${window}`);
    const [accepted, ...figures] = await this.redis.chargeQuota(
      keys.length,
      ...keys,
      cost,
      ...windows.flatMap(({ window, limit }) => [limit, window * 1000]),
    );
    const now = Date.now();
    return {
      accepted: accepted === 1,
      windows: windows.map(({ window, limit }, i) => ({
        window,
        limit,
        remaining: Math.max(0, limit - (figures[2 * i] as number)),
        resetsAt: now + (figures[2 * i + 1] as number),
      })),
    };
  }

  close(): void {
    this.redis.disconnect();
  }
}
