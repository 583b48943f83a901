import { once } from 'node:events';
import { Redis } from 'ioredis';
import { WRITTEN_MS } from '../../src/quotas/recent-writes.js';
import { RedisStore } from '../../src/quotas/redis-store.js';
import { steadyClock } from '../../src/quotas/steady-clock.js';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis.js';
import { account, itCountsQuotas } from './contract.js';

describeWithRedis('the store in Redis', () => {
  let server: RedisServer;
  let redis: Redis;
  let store: RedisStore;

  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
    store = new RedisStore(server.url);
    await store.open();
  });
  afterAll(async () => {
    await store.close();
    redis.disconnect();
    await server.remove();
  });

  const keyOf = ({ name }: { name: string }, window: number) => `claims:quota:{${name}}:${window}`;

  itCountsQuotas(() => ({
    store,
    endWindow: async (one, window) => {
      await redis.del(keyOf(one, window));
    },
  }));

  it('records for all that are connected that an account has written, until some seconds after the response', async () => {
    const one = account(10);
    const stores = [new RedisStore(server.url, true), new RedisStore(server.url, true)] as const;
    for (const each of stores) await each.open();
    const [writer, reader] = stores;
    expect((await writer.charge(one, 1, true)).hasWritten).toBe(false);
    expect((await reader.charge(one, 1)).hasWritten).toBe(true);
    writer.endWrite(one);
    await writer.charge(one, 0);
    const left = await redis.pttl(`claims:quota:{${one.name}}:written`);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(WRITTEN_MS);
    expect((await reader.charge(account(10), 1)).hasWritten).toBe(false);
    for (const each of stores) await each.close();
  });

  it('records no write of a request that is refused', async () => {
    const recording = new RedisStore(server.url, true);
    await recording.open();
    const one = account(1);
    await recording.charge(one, 1);
    expect((await recording.charge(one, 1, true)).accepted).toBe(false);
    expect((await recording.charge(one, 0)).hasWritten).toBe(false);
    await recording.close();
  });

  it('is shared by all that are connected', async () => {
    const other = new RedisStore(server.url);
    await other.open();
    const one = account(10, 100);
    await store.charge(one, 1);
    const { windows } = await other.charge(one, 1);
    await other.close();
    expect(windows.map(({ remaining }) => remaining)).toEqual([8, 98]);
  });

  it('lets keys live as long as their windows, from the first request on', async () => {
    const one = account(10);
    await store.charge(one, 1);
    await redis.pexpire(keyOf(one, 60), 30_000);
    await store.charge(one, 1);
    expect(await redis.pttl(keyOf(one, 60))).toBeLessThanOrEqual(30_000);
    expect(await redis.pttl(keyOf(one, 86_400))).toBeGreaterThan(86_000_000);
  });

  it('tells when a window ends from what is left of its key', async () => {
    const one = account(10);
    await store.charge(one, 1);
    await redis.pexpire(keyOf(one, 60), 30_000);
    const [minute] = (await store.charge(one, 1)).windows;
    expect((minute?.resetsAt as number) - steadyClock.now()).toBeLessThanOrEqual(30_000);
    expect((minute?.resetsAt as number) - steadyClock.now()).toBeGreaterThan(0);
  });

  it('stores nothing for what is refused', async () => {
    const one = account(1);
    await store.charge(one, 2);
    expect(await redis.exists(keyOf(one, 60), keyOf(one, 86_400))).toBe(0);
  });

  it.each([
    ['a counter that would never end', (key: string) => redis.set(key, '10')],
    ['a text', (key: string) => redis.set(key, 'ten', 'PX', 60_000)],
    ['another type', (key: string) => redis.rpush(key, 'ten').then(() => redis.pexpire(key, 60_000))],
  ])('begins anew over %s', async (_, spoil) => {
    const one = account(10);
    await spoil(keyOf(one, 60));
    expect(await store.charge(one, 3)).toMatchObject({ accepted: true, windows: [{ remaining: 7 }, {}] });
    expect((await store.charge(one, 1)).windows[0]?.remaining).toBe(6);
    expect(await redis.pttl(keyOf(one, 60))).toBeGreaterThan(0);
  });

  it('sends one command for a charge', async () => {
    const one = account(10);
    await store.charge(one, 1);
    const sent: string[] = [];
    const monitor = await redis.monitor();
    monitor.on('monitor', (_time: string, [name = '']: string[], source: string) => {
      if (source !== 'lua') sent.push(name.toLowerCase());
    });
    await store.charge(one, 1);
    await redis.echo('end');
    while (!sent.includes('echo')) await once(monitor, 'monitor');
    monitor.disconnect();
    expect(sent).toEqual(['evalsha', 'echo']);
  });

  it('goes on when Redis has forgotten the script', async () => {
    await redis.script('FLUSH');
    expect((await store.charge(account(10), 1)).accepted).toBe(true);
  });
});
