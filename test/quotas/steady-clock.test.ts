import { mock } from 'node:test';
import { MemoryStore } from '../../src/quotas/memory-store.js';
import { shownTime } from '../../src/quotas/steady-clock.js';
import type { QuotaAccount } from '../../src/services/principal.js';

const HOUR_MS = 3_600_000;
const account: QuotaAccount = { kind: 'key', name: 'key.test', perMinute: 2, perDay: undefined };

afterEach(() => mock.restoreAll());

function setClock(byMs: number): void {
  const realNow = Date.now;
  mock.method(Date, 'now', () => realNow() + byMs);
}

it.each([
  ['back', -HOUR_MS],
  ['forward', HOUR_MS],
])('a window lasts as long as it should when the clock is set %s by an hour', async (_, byMs) => {
  const store = new MemoryStore();
  const [before] = (await store.charge(account, 1)).windows;
  setClock(byMs);
  const [after] = (await store.charge(account, 1)).windows;
  expect(after).toMatchObject({ remaining: 0, resetsAt: before?.resetsAt });
});

it('the end of a window is shown by the clock as it is now', async () => {
  const [window] = (await new MemoryStore().charge(account, 1)).windows;
  setClock(-HOUR_MS);
  const untilEnd = shownTime(window?.resetsAt as number) - Date.now();
  expect(untilEnd).toBeGreaterThan(0);
  expect(untilEnd).toBeLessThanOrEqual(60_000);
});
