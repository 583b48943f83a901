import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { SharedStore } from '../../src/quotas/shared-store.js';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis.js';
import { account } from './contract.js';

const WITHIN_MS = 10_000;
const RETRY_MS = 10;

describeWithRedis('quotas that are shared in Redis', () => {
  let server: RedisServer;
  let operator: Redis;
  let store: SharedStore;
  let logged: string[];

  const log = {
    info: (message: string) => void logged.push(`info: ${message}`),
    warn: (details: object, message: string) =>
      void logged.push(`warn: ${message} ${JSON.stringify(details)}`),
  };
  const oneWarning = [expect.stringMatching(/^warn: Redis is lost: .*"reason":".+"/)];

  beforeAll(async () => {
    server = await startRedis();
    operator = new Redis(server.url, { retryStrategy: () => RETRY_MS });
    operator.on('error', () => {});
  });
  afterAll(async () => {
    operator.disconnect();
    await server.remove();
  });
  beforeEach(async () => {
    logged = [];
    store = await SharedStore.open(server.url, log, { retryMs: RETRY_MS });
  });
  afterEach(async () => {
    await store.close();
    await server.start();
  });

  async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + WITHIN_MS;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`it did not happen; logged: ${logged.join('; ')}`);
      await sleep(5);
    }
  }

  const isLost = () => until(() => store.degraded);
  const isBack = () => until(() => !store.degraded);
  const countIn = async ({ name }: { name: string }) => operator.get(`claims:quota:{${name}}:60`);

  /** Long enough for several attempts to come back. */
  const tryInVain = () => sleep(8 * RETRY_MS);

  async function chargeAtOnce(times: number, perMinute: number): Promise<number> {
    const one = account(perMinute);
    const answers = await Promise.all(Array.from({ length: times }, () => store.charge(one, 1)));
    return answers.filter(({ accepted }) => accepted).length;
  }

  it('are counted there, without a word', async () => {
    const one = account(10);
    await store.charge(one, 1);
    expect(await countIn(one)).toBe('1');
    expect(store.degraded).toBe(false);
    expect(logged).toEqual([]);
  });

  it('are counted there although this process was too busy to read the answer in time', async () => {
    const one = account(10);
    const charge = store.charge(one, 1);
    await new Promise(setImmediate);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);
    await charge;
    expect(store.degraded).toBe(false);
  });

  describe.each([
    {
      loss: 'has ended',
      lose: () => server.kill(),
      restore: async () => {
        await server.start();
        await until(() => operator.status === 'ready');
      },
    },
    {
      loss: 'hangs',
      lose: async () => server.halt(),
      restore: async () => server.resume(),
    },
    {
      loss: 'is full',
      lose: () => operator.config('SET', 'maxmemory', '1'),
      restore: () => operator.config('SET', 'maxmemory', '0'),
    },
    {
      loss: 'is read-only',
      lose: () => operator.replicaof('127.0.0.1', '1'),
      restore: () => operator.replicaof('NO', 'ONE'),
    },
  ])('when Redis $loss', ({ lose, restore }) => {
    beforeEach(() => lose());
    afterEach(() => restore());

    it('are counted by the instance itself, and no request fails', async () => {
      expect(await chargeAtOnce(100, 30)).toBe(30);
      expect(store.degraded).toBe(true);
    });

    it('are lost with one warning, however many requests come and attempts fail', async () => {
      await chargeAtOnce(100, 30);
      await tryInVain();
      await chargeAtOnce(100, 30);
      expect(logged).toEqual(oneWarning);
    });

    it('make no request wait any more', async () => {
      await store.charge(account(10), 1);
      await tryInVain();
      const turn = new Promise((resolve) => setImmediate(() => resolve('waited')));
      expect(await Promise.race([turn, store.charge(account(10), 1)])).toMatchObject({ accepted: true });
    });

    it('are shared again when it is back, and that is said once', async () => {
      await store.charge(account(10), 1);
      await isLost();
      await restore();
      await isBack();
      const one = account(10);
      await store.charge(one, 1);
      expect(await countIn(one)).toBe('1');
      expect(logged).toEqual([...oneWarning, 'info: Redis is back: quotas are shared again']);
    });
  });

  it('notice that Redis has ended before the next request', async () => {
    await server.kill();
    await isLost();
    expect(logged).toEqual(oneWarning);
  });

  it('can be lost twice', async () => {
    for (let i = 0; i < 2; i++) {
      await server.kill();
      await isLost();
      await server.start();
      await isBack();
    }
    expect(logged.map((line) => line.slice(0, 5))).toEqual(['warn:', 'info:', 'warn:', 'info:']);
  });

  it('keep one connection, however many requests lost the one before', async () => {
    await operator.config('SET', 'maxmemory', '1');
    await chargeAtOnce(100, 30);
    await operator.config('SET', 'maxmemory', '0');
    await isBack();
    await tryInVain();
    // The other one is the operator's.
    await until(
      async () =>
        String(await operator.client('LIST'))
          .trim()
          .split('\n').length === 2,
    );
  });

  it('are shared as soon as Redis is there, when it is started after the instance', async () => {
    await server.kill();
    const early = await SharedStore.open(server.url, log, { retryMs: RETRY_MS });
    expect(early.degraded).toBe(true);
    await server.start();
    await until(() => !early.degraded);
    await early.close();
  });

  it.each([
    ['a user that is unknown', (url: string) => url.replace('//', '//nobody:secret@'), 'WRONGPASS'],
    ['a database that does not exist', (url: string) => `${url}/99`, 'DB index is out of range'],
    ['a server that is not there', () => 'redis://127.0.0.1:1', 'ECONNREFUSED'],
  ])('log what is wrong with %s', async (_, wrong, reason) => {
    await (await SharedStore.open(wrong(server.url), log, { retryMs: RETRY_MS })).close();
    expect(logged).toEqual([expect.stringContaining(reason)]);
  });

  it('log no password', async () => {
    const url = server.url.replace('//', '//nobody:secret@');
    await (await SharedStore.open(url, log, { retryMs: RETRY_MS })).close();
    expect(logged.join()).toContain('Redis is lost');
    expect(logged.join()).not.toContain('secret');
  });

  it('knows the writes of this instance when Redis is lost and when it is back', async () => {
    const recording = await SharedStore.open(server.url, log, { retryMs: RETRY_MS, recordsWrites: true });
    const [before, during] = [account(10), account(10)];
    await recording.charge(before, 1, true);
    await server.kill();
    await until(() => recording.degraded);
    expect((await recording.charge(before, 1)).hasWritten).toBe(true);
    await recording.charge(during, 1, true);
    await server.start();
    await until(() => !recording.degraded);
    expect((await recording.charge(during, 1)).hasWritten).toBe(true);
    await recording.close();
  });
});
