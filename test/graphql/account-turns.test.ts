import { AccountTurns } from '../../src/graphql/account-turns.js';

const LIMIT = 4_000;
const LARGE = LIMIT;

const waiting = (weight: number, isAbandoned = () => false) => ({ weight: () => weight, isAbandoned });
const held = { ...waiting(LARGE), isHeld: true };
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** So many that whatever may be let through has been. */
async function manyTurns(): Promise<void> {
  for (let i = 0; i < 20; i++) await nextTurn();
}

/** Work in the order in which it was let through; that of one turn of the event loop stands together. */
async function letThrough(works: readonly [account: string, weight: number][]) {
  const turns = new AccountTurns({ maxWeight: LIMIT });
  const groups: string[][] = [];
  let group: string[] = [];
  let counting = setImmediate(function endTurn() {
    if (group.length > 0) groups.push(group);
    group = [];
    counting = setImmediate(endTurn);
  });
  await Promise.all(
    works.map(([account, weight], i) =>
      turns.next(account, waiting(weight)).then(() => group.push(`${account}${i}`)),
    ),
  );
  clearImmediate(counting);
  return [...groups, ...(group.length > 0 ? [group] : [])];
}

const several = (count: number, account: string, weight: number) =>
  Array.from({ length: count }, (): [string, number] => [account, weight]);

it('large work is let through one piece in a turn', async () => {
  expect(await letThrough(several(3, 'a', LARGE))).toEqual([['a0'], ['a1'], ['a2']]);
});

it('small work is let through together, up to the maximum weight', async () => {
  const groups = await letThrough(several(10, 'a', LIMIT / 4));
  expect(groups.map(({ length }) => length)).toEqual([4, 4, 2]);
});

it('accounts take turns', async () => {
  const groups = await letThrough([...several(3, 'a', LARGE), ...several(2, 'b', LARGE)]);
  expect(groups.flat()).toEqual(['a0', 'b3', 'a1', 'b4', 'a2']);
});

it('the weight counts that work has when it is let through', async () => {
  const turns = new AccountTurns({ maxWeight: LIMIT });
  let weight = LARGE;
  const order: number[] = [];
  const all = [0, 1, 2].map((i) =>
    turns.next('a', { weight: () => weight, isAbandoned: () => false }).then(() => order.push(i)),
  );
  weight = 1;
  await nextTurn();
  await nextTurn();
  expect(order).toEqual([0, 1, 2]);
  await Promise.all(all);
});

it('turns of the event loop are left free between two groups', async () => {
  const turns = new AccountTurns({ maxWeight: LIMIT });
  let passed = 0;
  let counting = setImmediate(function count() {
    passed += 1;
    counting = setImmediate(count);
  });
  await turns.next('a', waiting(LARGE));
  const second = turns.next('a', waiting(LARGE));
  await turns.next('b', waiting(LARGE));
  await second;
  clearImmediate(counting);
  expect(passed).toBeGreaterThanOrEqual(4);
});

it('work whose client has gone is refused without a turn of its own', async () => {
  const turns = new AccountTurns({ maxWeight: LIMIT });
  const order: string[] = [];
  const abandoned = Array.from({ length: 3 }, () =>
    turns
      .next(
        'a',
        waiting(LARGE, () => true),
      )
      .catch((problem: Error) => order.push(problem.message)),
  );
  const next = turns.next('a', waiting(LARGE)).then(() => order.push('next'));
  const other = turns.next('b', waiting(LARGE)).then(() => order.push('other'));
  await Promise.all([...abandoned, next, other]);
  const closed = 'The connection was closed before the answer.';
  expect(order).toEqual([closed, closed, closed, 'next', 'other']);
});

describe('held work', () => {
  it('begins when that of the same account is released', async () => {
    const turns = new AccountTurns({ maxWeight: LIMIT });
    const order: string[] = [];
    const add = (account: string) => turns.next(account, held).then(() => order.push(account));
    const all = [add('a'), add('a'), add('b')];
    await manyTurns();
    expect(order).toEqual(['a', 'b']);
    turns.release('a');
    await Promise.all(all);
    expect(order).toEqual(['a', 'b', 'a']);
  });

  it('begins up to the maximum of all accounts, which take turns', async () => {
    const turns = new AccountTurns({ maxWeight: LIMIT, maxHeld: 1 });
    const order: string[] = [];
    for (const account of ['a', 'a', 'b', 'b', 'c']) {
      void turns.next(account, held).then(() => order.push(account));
    }
    for (const length of [1, 2, 3, 4, 5]) {
      await manyTurns();
      expect(order).toHaveLength(length);
      turns.release(order.at(-1) as string);
    }
    expect(order).toEqual(['a', 'b', 'c', 'a', 'b']);
  });

  it('does not keep other work waiting', async () => {
    const turns = new AccountTurns({ maxWeight: LIMIT, maxHeld: 1 });
    await turns.next('a', held);
    void turns.next('b', held);
    await turns.next('c', waiting(LARGE));
    turns.release('a');
  });

  it('that was abandoned while it waited holds nothing', async () => {
    const turns = new AccountTurns({ maxWeight: LIMIT, maxHeld: 1 });
    await turns.next('a', held);
    const refused = turns.next('b', { ...held, isAbandoned: () => true }).catch(({ code }) => code);
    const next = turns.next('c', held);
    turns.release('a');
    expect(await refused).toBe('bad_request');
    await next;
  });
});
