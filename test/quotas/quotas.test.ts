import { MemoryStore } from '../../src/quotas/memory-store.js';
import type { QuotaStore } from '../../src/quotas/quota-store.js';
import { Quotas } from '../../src/quotas/quotas.js';
import type { QuotaAccount } from '../../src/services/principal.js';
import { account } from './contract.js';

const START = Date.UTC(2026, 2, 31, 12);

let now: number;
let charges: number;
let isDegraded: boolean;
let quotas: Quotas;

/** Counts in memory, and how often it is asked. */
function watchedStore(): QuotaStore {
  const memory = new MemoryStore(() => now);
  return {
    charge: (one, cost) => {
      charges++;
      return memory.charge(one, cost);
    },
    get degraded() {
      return isDegraded;
    },
    endWrite: (one) => memory.endWrite(one),
    close: () => memory.close(),
  };
}

beforeEach(() => {
  now = START;
  charges = 0;
  isDegraded = false;
  quotas = new Quotas(watchedStore(), () => now);
});

async function spend(one: QuotaAccount): Promise<void> {
  while ((await quotas.charge(one, 1)).accepted);
  charges = 0;
}

describe('an account with nothing left', () => {
  it('is refused without a request to the store', async () => {
    const one = account(2);
    await spend(one);
    expect((await quotas.charge(one, 1)).accepted).toBe(false);
    expect(charges).toBe(0);
  });

  it('is known to be spent, with its windows', async () => {
    const one = account(2, 20);
    await spend(one);
    expect(quotas.spent(one)).toEqual({
      accepted: false,
      windows: [
        { window: 60, limit: 2, remaining: 0, resetsAt: START + 60_000 },
        { window: 86_400, limit: 20, remaining: 18, resetsAt: START + 86_400_000 },
      ],
    });
  });

  it('is asked about again when its window has ended', async () => {
    const one = account(2);
    await spend(one);
    now += 59_999;
    expect(quotas.spent(one)).toBeDefined();
    now += 1;
    expect(quotas.spent(one)).toBeUndefined();
    expect((await quotas.charge(one, 1)).accepted).toBe(true);
  });

  it('stays refused when its minute has ended and its day has not', async () => {
    const one = account(100, 2);
    await spend(one);
    now += 60_000;
    expect((await quotas.charge(one, 1)).accepted).toBe(false);
  });

  it('is asked about again with other limits', async () => {
    const one = account(2);
    await spend(one);
    expect((await quotas.charge({ ...one, perMinute: 3 }, 1)).accepted).toBe(true);
  });

  it.each([
    ['lost', true],
    ['back', false],
  ])('is asked about again when Redis is %s', async (_, after) => {
    isDegraded = !after;
    const one = account(2);
    await spend(one);
    isDegraded = after;
    await quotas.charge(one, 1);
    expect(charges).toBe(1);
  });
});

it('an account that cannot afford a cost is not spent', async () => {
  const one = account(2);
  expect((await quotas.charge(one, 3)).accepted).toBe(false);
  expect(quotas.spent(one)).toBeUndefined();
  expect((await quotas.charge(one, 2)).accepted).toBe(true);
});

it('accounts without charges are not spent', () => {
  expect(quotas.spent(account(1))).toBeUndefined();
});
