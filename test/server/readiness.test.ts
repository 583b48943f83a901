import { setImmediate } from 'node:timers/promises';
import { Readiness } from '../../src/server/readiness.js';

let now: number;
let lookUps: number;
let finish: (reason: string | undefined) => void;
let readiness: Readiness;

beforeEach(() => {
  now = 0;
  lookUps = 0;
  readiness = new Readiness(
    () => {
      lookUps += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
    () => now,
  );
});

async function find(result: string | undefined): Promise<string | undefined> {
  const reason = readiness.reason();
  finish(result);
  return reason;
}

it('shares a look-up that is pending', async () => {
  const reasons = [readiness.reason(), readiness.reason(), readiness.reason()];
  finish('database unreachable');
  expect(await Promise.all(reasons)).toEqual(Array(3).fill('database unreachable'));
  expect(lookUps).toBe(1);
});

it.each([undefined, 'database read-only'])('keeps a result for 250 ms: %s', async (result) => {
  expect(await find(result)).toBe(result);
  now = 249;
  expect(await readiness.reason()).toBe(result);
  expect(lookUps).toBe(1);
  now = 250;
  expect(await find('database not migrated')).toBe('database not migrated');
  expect(lookUps).toBe(2);
});

it('keeps no failure', async () => {
  const failing = new Readiness(() => Promise.reject(new Error(`look-up ${++lookUps}`)));
  await expect(failing.reason()).rejects.toThrow('look-up 1');
  await expect(failing.reason()).rejects.toThrow('look-up 2');
});

it('reports a look-up that takes longer than its limit, and begins no other until it has ended', async () => {
  readiness = new Readiness(
    () => {
      lookUps += 1;
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
    () => now,
    1,
  );
  expect(await readiness.reason()).toBe('database does not answer');
  expect(await readiness.reason()).toBe('database does not answer');
  expect(lookUps).toBe(1);
  finish('database read-only');
  await setImmediate();
  expect(await readiness.reason()).toBe('database read-only');
  expect(lookUps).toBe(1);
});

it('says nothing of a look-up that fails after its limit', async () => {
  let fail: (error: Error) => void = () => {};
  const failing = new Readiness(
    () =>
      new Promise((_, reject) => {
        fail = reject;
      }),
    () => now,
    1,
  );
  expect(await failing.reason()).toBe('database does not answer');
  fail(new Error('lost'));
  await setImmediate();
  expect(await failing.reason()).toBe('database does not answer');
});
