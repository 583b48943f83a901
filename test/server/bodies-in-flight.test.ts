import { BodiesInFlight } from '../../src/server/bodies-in-flight.js';

const ONE = { account: 'key.one', isAnonymous: false };
const OTHER = { account: 'key.other', isAnonymous: false };
const STRANGER = { account: 'address.192.0.2.1', isAnonymous: true };

let bodies: BodiesInFlight;

beforeEach(() => {
  bodies = new BodiesInFlight({ perAccount: 10, anonymous: 15, total: 25 });
});

it('one account takes as much as it may, and no more', () => {
  expect([bodies.take(ONE, 6), bodies.take(ONE, 4), bodies.take(ONE, 1)]).toEqual([true, true, false]);
});

it('what was refused is not counted', () => {
  bodies.take(ONE, 11);
  expect(bodies.take(ONE, 10)).toBe(true);
});

it('what was released can be taken again', () => {
  bodies.take(ONE, 10);
  bodies.release(ONE, 4);
  expect([bodies.take(ONE, 5), bodies.take(ONE, 4)]).toEqual([false, true]);
});

it('accounts do not take from each other', () => {
  bodies.take(ONE, 10);
  expect(bodies.take(OTHER, 10)).toBe(true);
});

it('anonymous callers together take no more than they may', () => {
  const another = { account: 'address.192.0.2.2', isAnonymous: true };
  expect([bodies.take(STRANGER, 10), bodies.take(another, 6), bodies.take(another, 5)]).toEqual([
    true,
    false,
    true,
  ]);
});

it('anonymous callers leave the rest to the others', () => {
  bodies.take(STRANGER, 10);
  expect([bodies.take(ONE, 10), bodies.take(OTHER, 6), bodies.take(OTHER, 5)]).toEqual([true, false, true]);
});

it('an account that was evicted while its body was in flight takes no more than others', () => {
  bodies.take(ONE, 10);
  for (let i = 0; i < 10_000; i++) {
    const owner = { account: `key.${i}`, isAnonymous: false };
    bodies.take(owner, 1);
    bodies.release(owner, 1);
  }
  bodies.release(ONE, 10);
  expect([bodies.take(ONE, 11), bodies.take(ONE, 10)]).toEqual([false, true]);
});
