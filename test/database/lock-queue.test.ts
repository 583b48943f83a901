import { LockQueue, type LockQueueLimits } from '../../src/database/pipeline/lock-queue.js';

const LIMITS: LockQueueLimits = { maxWaiting: 2, maxQueued: 2, maxWaitMs: 60_000, maxTogether: 2 };

let sent: { writes: string[]; leftMs: number; ended: (unsettled?: string[]) => void }[];
let refused: string[];

beforeEach(() => {
  sent = [];
  refused = [];
});

function queueWith(limits: Partial<LockQueueLimits> = {}): LockQueue<string> {
  return new LockQueue<string>(
    { ...LIMITS, ...limits },
    (writes, leftMs, ended) => sent.push({ writes, leftMs, ended: (unsettled = []) => ended(unsettled) }),
    (write) => refused.push(write),
  );
}

const writes = () => sent.map(({ writes }) => writes.join());

it('sends no more writes at a time than may wait on a connection, in their order', () => {
  const queue = queueWith();
  for (const write of ['a', 'b', 'c']) queue.add(`row of ${write}`, write);
  expect(writes()).toEqual(['a', 'b']);
  sent[1]?.ended();
  expect(writes()).toEqual(['a', 'b', 'c']);
});

it('sends the writes of a row on one connection, those that came meanwhile together, and those of other rows beside them', () => {
  const queue = queueWith({ maxQueued: 5 });
  for (const write of ['a', 'b', 'c', 'd']) queue.add('row', write);
  queue.add('another', 'e');
  expect(writes()).toEqual(['a', 'e']);
  sent[0]?.ended();
  expect(writes()).toEqual(['a', 'e', 'b,c']);
  sent[2]?.ended();
  expect(writes()).toEqual(['a', 'e', 'b,c', 'd']);
});

it('lets those wait on, before all others, that have time left when their connection gave up', () => {
  const queue = queueWith({ maxQueued: 5 });
  for (const write of ['a', 'b', 'c', 'd']) queue.add('row', write);
  sent[0]?.ended();
  sent[1]?.ended(['c']);
  expect({ writes: writes(), refused }).toEqual({ writes: ['a', 'b,c', 'c,d'], refused: [] });
});

it('refuses those whose time is over when their connection gave up', async () => {
  const queue = queueWith({ maxWaitMs: 0 });
  queue.add('row', 'a');
  await new Promise((resolve) => setTimeout(resolve, 1));
  sent[0]?.ended(['a']);
  expect({ writes: writes(), refused, isWaitedFor: queue.isWaitedFor('row') }).toEqual({
    writes: ['a'],
    refused: ['a'],
    isWaitedFor: false,
  });
});

it('refuses a write at once when too many are queued', () => {
  const queue = queueWith();
  for (const write of ['a', 'b', 'c', 'd', 'e']) queue.add(`row of ${write}`, write);
  expect(refused).toEqual(['e']);
  expect(queue.queued).toBe(2);
});

it('refuses a write that has waited too long in the queue, and never sends it', async () => {
  const queue = queueWith({ maxWaiting: 0, maxWaitMs: 1 });
  await new Promise<void>((resolve) => {
    const refusing = new LockQueue<string>(
      { ...LIMITS, maxWaiting: 0, maxWaitMs: 1 },
      () => {},
      () => resolve(),
    );
    queue.add('row', 'a');
    refusing.add('row', 'later');
  });
  expect({ refused, queued: queue.queued, isWaitedFor: queue.isWaitedFor('row') }).toEqual({
    refused: ['a'],
    queued: 0,
    isWaitedFor: false,
  });
  expect(writes()).toEqual([]);
});

it('gives a write the time on its connection that the queue has left to it', () => {
  queueWith().add('row', 'a');
  expect(sent[0]?.leftMs).toBeGreaterThan(0);
  expect(sent[0]?.leftMs).toBeLessThanOrEqual(LIMITS.maxWaitMs);
});

it('counts the time that a write has waited before', () => {
  queueWith().add('row', 'a', performance.now() - 59_000);
  expect(sent[0]?.leftMs).toBeLessThanOrEqual(1_000);
});

it('knows which rows are waited for, until the last of their writes has ended', () => {
  const queue = queueWith();
  queue.add('row', 'a');
  queue.add('row', 'b');
  expect([queue.isWaitedFor('row'), queue.isWaitedFor('another')]).toEqual([true, false]);
  sent[0]?.ended();
  expect(queue.isWaitedFor('row')).toBe(true);
  sent[1]?.ended();
  expect(queue.isWaitedFor('row')).toBe(false);
});

it('counts a place that was taken as one of those that may wait', () => {
  const queue = queueWith();
  const leave = queue.takePlace('first');
  expect(queue.takePlace('second')).toBeDefined();
  expect(queue.takePlace('third')).toBeUndefined();
  queue.add('row', 'a');
  expect(writes()).toEqual([]);
  leave?.();
  expect(writes()).toEqual(['a']);
});

it('lets others of a row wait for the one that has taken a place, and sends them together afterwards', () => {
  const queue = queueWith();
  const leave = queue.takePlace('row');
  expect([queue.isWaitedFor('row'), queue.takePlace('row')]).toEqual([true, undefined]);
  queue.add('row', 'a');
  queue.add('row', 'b');
  expect(writes()).toEqual([]);
  leave?.();
  expect(writes()).toEqual(['a,b']);
  sent[0]?.ended();
  expect(queue.isWaitedFor('row')).toBe(false);
});
