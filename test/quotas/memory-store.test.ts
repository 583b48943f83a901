import { MemoryStore } from '../../src/quotas/memory-store.js';
import type { QuotaAccount } from '../../src/services/principal.js';
import { account, itCountsQuotas } from './contract.js';

const START = Date.UTC(2026, 2, 31, 12);

let now: number;
let store: MemoryStore;

beforeEach(() => {
  now = START;
  store = new MemoryStore(() => now);
});

const address = (name: string): QuotaAccount => ({
  kind: 'address',
  name: `address.${name}`,
  perMinute: 1,
  perDay: undefined,
});

describe('the store in the process', () => {
  itCountsQuotas(() => ({
    store,
    endWindow: async (_, window) => {
      now += window * 1000;
    },
  }));

  it('ends a window its length after the first counted request', async () => {
    const one = account(10);
    await store.charge(one, 1);
    now += 59_999;
    const { windows } = await store.charge(one, 1);
    expect(windows.map(({ resetsAt }) => resetsAt)).toEqual([START + 60_000, START + 86_400_000]);
    now += 1;
    expect((await store.charge(one, 1)).windows.map(({ resetsAt }) => resetsAt)).toEqual([
      START + 120_000,
      START + 86_400_000,
    ]);
  });

  it('shows windows that have not begun as beginning now', async () => {
    const one = account(10);
    await store.charge(one, 0);
    now += 5_000;
    expect((await store.charge(one, 0)).windows.map(({ resetsAt }) => resetsAt)).toEqual([
      START + 65_000,
      START + 86_405_000,
    ]);
  });

  it('forgets the account that was not used for longest when it knows too many', async () => {
    store = new MemoryStore(() => now, 2);
    const [first, second, third] = [account(1), account(1), account(1)];
    await store.charge(first, 1);
    await store.charge(second, 1);
    await store.charge(first, 1);
    await store.charge(third, 1);
    expect((await store.charge(first, 1)).accepted).toBe(false);
    expect((await store.charge(second, 1)).accepted).toBe(true);
  });

  it('forgets no key for addresses', async () => {
    store = new MemoryStore(() => now, 2);
    const key = account(1);
    await store.charge(key, 1);
    for (let i = 0; i < 10; i++) await store.charge(address(`192.0.2.${i}`), 1);
    expect((await store.charge(key, 1)).accepted).toBe(false);
  });

  it('forgets addresses beyond its bound', async () => {
    store = new MemoryStore(() => now, 2);
    for (const name of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) await store.charge(address(name), 1);
    expect((await store.charge(address('192.0.2.1'), 1)).accepted).toBe(true);
  });
});
