import { MemoryStore } from '../../src/quotas/memory-store.js';
import { RecentWrites, WRITING_MS, WRITTEN_MS } from '../../src/quotas/recent-writes.js';
import { account } from './contract.js';

let now: number;
let writes: RecentWrites;
beforeEach(() => {
  now = 1_000;
  writes = new RecentWrites(() => now, 2);
});

it('a write counts until five seconds after its response', () => {
  writes.begin('key.1');
  now += 3_000;
  writes.end('key.1');
  now += WRITTEN_MS - 1;
  expect(writes.has('key.1')).toBe(true);
  now += 1;
  expect(writes.has('key.1')).toBe(false);
});

it('a write without a response counts for as long as one can take, and five seconds', () => {
  writes.begin('key.1');
  now += WRITING_MS - 1;
  expect(writes.has('key.1')).toBe(true);
  now += 1;
  expect(writes.has('key.1')).toBe(false);
});

it('a write counts for its own account only', () => {
  writes.begin('key.1');
  expect(writes.has('key.2')).toBe(false);
});

it('the accounts that have written last are kept, a limited number of them', () => {
  for (const name of ['key.1', 'key.2', 'key.3']) writes.begin(name);
  expect(['key.1', 'key.2', 'key.3'].map((name) => writes.has(name))).toEqual([false, true, true]);
});

it('the store in memory reports the writes of an account with its charges', async () => {
  const store = new MemoryStore(() => now, 2, writes);
  const one = account(10);
  expect((await store.charge(one, 1, true)).hasWritten).toBe(false);
  expect((await store.charge(one, 1)).hasWritten).toBe(true);
  store.endWrite(one);
  now += WRITTEN_MS;
  expect((await store.charge(one, 1)).hasWritten).toBe(false);
});

it('the store in memory records no write of a request that is refused', async () => {
  const store = new MemoryStore(() => now, 2, writes);
  const one = account(1);
  await store.charge(one, 1);
  await store.charge(one, 1, true);
  expect((await store.charge(one, 0)).hasWritten).toBe(false);
});
