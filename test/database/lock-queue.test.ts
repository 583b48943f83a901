import { LockQueue, type LockQueueLimits } from '../../src/database/lock-queue.js';

const LIMITS: LockQueueLimits = { maxWaiting: 2, maxQueued: 2, maxWaitMs: 60_000 };

let sent: { write: string; leftMs: number; ended: () => void }[];
let refused: string[];

beforeEach(() => {
  sent = [];
  refused = [];
});

function queueWith(limits: Partial<LockQueueLimits> = {}): LockQueue<string> {
  return new LockQueue<string>(
    { ...LIMITS, ...limits },
    (write, leftMs, ended) => sent.push({ write, leftMs, ended }),
    (write) => refused.push(write),
  );
}

const writes = () => sent.map(({ write }) => write);

it('sends no more writes at a time than may wait on a connection, in their order', () => {
  const queue = queueWith();
  for (const write of ['a', 'b', 'c']) queue.add(`row of ${write}`, write);
  expect(writes()).toEqual(['a', 'b']);
  sent[1]?.ended();
  expect(writes()).toEqual(['a', 'b', 'c']);
});

it('sends one write of a row at a time, and those of other rows meanwhile', () => {
  const queue = queueWith();
  queue.add('row', 'a');
  queue.add('row', 'b');
  queue.add('another', 'c');
  expect(writes()).toEqual(['a', 'c']);
  sent[0]?.ended();
  expect(writes()).toEqual(['a', 'c', 'b']);
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
  const leave = queue.takePlace();
  expect(queue.takePlace()).toBeDefined();
  expect(queue.takePlace()).toBeUndefined();
  queue.add('row', 'a');
  expect(writes()).toEqual([]);
  leave?.();
  expect(writes()).toEqual(['a']);
});
