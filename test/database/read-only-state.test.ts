import { ReadOnlyState } from '../../src/database/read-only-state.js';

let now: number;
let checks: number;
let ended: number;
let answer: () => Promise<boolean>;
let state: ReadOnlyState;

beforeEach(() => {
  now = 5_000;
  checks = 0;
  ended = 0;
  answer = async () => true;
  state = new ReadOnlyState(
    () => {
      checks += 1;
      return answer();
    },
    () => {
      ended += 1;
    },
    () => now,
  );
});

it('is not asked for before a statement was refused', async () => {
  expect([state.isSuspected, await state.isOn(), checks]).toEqual([false, false, 0]);
});

it('one check decides for all that ask within a second', async () => {
  state.found(now);
  expect(await Promise.all([state.isOn(), state.isOn(), state.isOn()])).toEqual([true, true, true]);
  now += 999;
  expect([await state.isOn(), checks]).toEqual([true, 1]);
  now += 1;
  expect([await state.isOn(), checks]).toEqual([true, 2]);
});

it('ends with the first check that finds the database writable, which is told once', async () => {
  state.found(now);
  await state.isOn();
  answer = async () => false;
  now += 1_000;
  expect(await Promise.all([state.isOn(), state.isOn()])).toEqual([false, false]);
  expect([state.isSuspected, ended]).toEqual([false, 1]);
});

it('a refusal of what was sent before that check does not begin it anew', async () => {
  answer = async () => false;
  state.found(now);
  await state.isOn();
  state.found(now - 1);
  expect(state.isSuspected).toBe(false);
  state.found(now);
  expect(state.isSuspected).toBe(true);
});

it('lets writes through when nothing can be found out, and tells of no end', async () => {
  answer = () => Promise.reject(new Error('connection refused'));
  state.found(now);
  expect([await state.isOn(), ended]).toEqual([false, 0]);
  state.found(now);
  expect([await state.isOn(), checks]).toEqual([true, 1]);
});
