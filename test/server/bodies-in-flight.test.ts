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

describe('a reserve', () => {
  beforeEach(() => {
    const reserve = { perAccount: 2, anonymous: 1, total: 3 };
    bodies = new BodiesInFlight({ perAccount: 10, anonymous: 15, total: 25, reserve });
    for (const account of ['a', 'b']) bodies.take({ account, isAnonymous: false }, 10);
    bodies.take(ONE, 5);
  });

  it('is left to accounts with little in flight', () => {
    expect([bodies.take(ONE, 1), bodies.take(OTHER, 3), bodies.take(OTHER, 2)]).toEqual([false, false, true]);
  });

  it('is limited, for callers without a credential to a part', () => {
    expect([bodies.take(STRANGER, 2), bodies.take(STRANGER, 1)]).toEqual([false, true]);
    const several = ['c', 'd', 'e'].map((account) => bodies.take({ account, isAnonymous: false }, 1));
    expect(several).toEqual([true, true, false]);
  });

  it('is left to callers without a credential when others of them hold too much', () => {
    bodies.release(ONE, 5);
    bodies = new BodiesInFlight({
      perAccount: 10,
      anonymous: 10,
      total: 25,
      reserve: { perAccount: 2, anonymous: 2, total: 3 },
    });
    bodies.take(STRANGER, 10);
    const another = { account: 'address.192.0.2.2', isAnonymous: true };
    expect([bodies.take(another, 3), bodies.take(another, 2), bodies.take(another, 1)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('when too much is in flight', () => {
  let dropped: string[];

  /** A body that is dropped when its account gives way. */
  function hold(name: string, owner: typeof ONE, bytes: number): void {
    expect(bodies.take(owner, bytes)).toBe(true);
    const body = {
      owner,
      bytes: () => bytes,
      drop: () => {
        bodies.incomplete.remove(body);
        bodies.release(owner, bytes);
        dropped.push(name);
      },
    };
    bodies.incomplete.add(body);
  }

  beforeEach(() => {
    dropped = [];
  });

  it('the oldest bodies of the account that holds most give way', () => {
    hold('one', ONE, 4);
    hold('first of other', OTHER, 4);
    hold('second of other', OTHER, 6);
    hold('stranger', STRANGER, 8);
    expect(bodies.take({ account: 'key.new', isAnonymous: false }, 5)).toBe(true);
    expect(dropped).toEqual(['first of other']);
  });

  it('nothing gives way to an account that holds as much', () => {
    hold('one', ONE, 8);
    hold('other', OTHER, 8);
    hold('stranger', STRANGER, 8);
    expect(bodies.take({ account: 'key.new', isAnonymous: false }, 8)).toBe(false);
    expect(dropped).toEqual([]);
  });

  it('those with a credential do not give way where only those without hold too much', () => {
    hold('one', ONE, 10);
    hold('stranger', STRANGER, 7);
    hold('another', { account: 'address.192.0.2.2', isAnonymous: true }, 8);
    expect(bodies.take({ account: 'address.192.0.2.3', isAnonymous: true }, 3)).toBe(true);
    expect(dropped).toEqual(['another']);
  });
});
