import { ExpiringCache } from '../../src/identity/expiring-cache.js';
import { eventually } from '../support/eventually.js';

describe('a brief memory', () => {
  it('remembers nothing of 10,000 names that are not found', async () => {
    const memory = new ExpiringCache(async () => undefined);
    await Promise.all(Array.from({ length: 10_000 }, (_, i) => memory.get(`wrong ${i}`)));
    expect(memory.size).toBe(0);
  });

  it('remembers nothing of look-ups that fail', async () => {
    const memory = new ExpiringCache(() => Promise.reject(new Error('lost')));
    const failures = Array.from({ length: 100 }, async (_, i) => memory.get(`name ${i}`));
    for (const { status } of await Promise.allSettled(failures)) expect(status).toBe('rejected');
    expect(memory.size).toBe(0);
  });

  it('remembers 10,000 findings at most', async () => {
    const memory = new ExpiringCache(async (name) => ({ name }));
    for (let i = 0; i < 10_100; i++) await memory.get(`name ${i}`);
    expect(memory.size).toBe(10_000);
  });

  it('looks a name up once for many who ask at the same time, and for a while', async () => {
    let lookUps = 0;
    const memory = new ExpiringCache(async (name) => {
      lookUps++;
      return { name };
    });
    const [one, other] = await Promise.all([memory.get('a'), memory.get('a')]);
    expect(one).toBe(other);
    expect(await memory.get('a')).toBe(one);
    expect(lookUps).toBe(1);
  });

  it('still tells that a name was found when the entry is too old to be used', async () => {
    const memory = new ExpiringCache(async (name) => ({ name }), 1);
    await memory.get('a');
    await eventually(() => memory.recall('a') === undefined);
    expect([memory.wasFound('a'), memory.wasFound('b')]).toEqual([true, false]);
  });

  it('tells that a name was not found when the last look-up has found nothing', async () => {
    let found: object | undefined = {};
    const memory = new ExpiringCache(async () => found, 1);
    await memory.get('a');
    await eventually(() => memory.recall('a') === undefined);
    found = undefined;
    await memory.get('a');
    expect(memory.wasFound('a')).toBe(false);
  });

  it('does not remember what is found after it was told to forget', async () => {
    const memory = new ExpiringCache(async (name) => ({ name }));
    const underWay = memory.get('a');
    memory.forget('a');
    await underWay;
    expect(memory.size).toBe(0);
  });

  it('looks again after it was told to forget', async () => {
    let lookUps = 0;
    const memory = new ExpiringCache(async () => ({ lookUp: ++lookUps }));
    await memory.get('a');
    memory.forget('a');
    expect(await memory.get('a')).toEqual({ lookUp: 2 });
  });
});
