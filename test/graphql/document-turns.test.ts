import { DocumentTurns } from '../../src/server/graphql/document-turns.js';

const waiting = (text: string, isAbandoned = () => false) => ({ text, isAbandoned });

const LARGE = 'x'.repeat(4_000);

/** Documents in the order in which they were let through; those of one turn of the event loop stand together. */
async function letThrough(documents: readonly [account: string, text: string][], isCached = () => false) {
  const turns = new DocumentTurns(isCached);
  const groups: string[][] = [];
  let group: string[] = [];
  let counting = setImmediate(function endTurn() {
    if (group.length > 0) groups.push(group);
    group = [];
    counting = setImmediate(endTurn);
  });
  await Promise.all(
    documents.map(([account, text], i) =>
      turns.next(account, waiting(text)).then(() => group.push(`${account}${i}`)),
    ),
  );
  clearImmediate(counting);
  return [...groups, ...(group.length > 0 ? [group] : [])];
}

const several = (count: number, account: string, text: string) =>
  Array.from({ length: count }, (): [string, string] => [account, text]);

it('large documents are let through one in a turn', async () => {
  expect(await letThrough(several(3, 'a', LARGE))).toEqual([['a0'], ['a1'], ['a2']]);
});

it('small documents are let through together, up to 4,000 characters', async () => {
  const groups = await letThrough(several(10, 'a', 'x'.repeat(1_000)));
  expect(groups.map(({ length }) => length)).toEqual([4, 4, 2]);
});

it('accounts take turns', async () => {
  const groups = await letThrough([...several(3, 'a', LARGE), ...several(2, 'b', LARGE)]);
  expect(groups.flat()).toEqual(['a0', 'b3', 'a1', 'b4', 'a2']);
});

it('documents that were cached while they waited count little', async () => {
  const groups = await letThrough(several(80, 'a', LARGE), () => true);
  expect(groups.map(({ length }) => length)).toEqual([40, 40]);
});

it('turns of the event loop are left free between two groups', async () => {
  const turns = new DocumentTurns(() => false);
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

it('a document whose client has gone is refused without a turn of its own', async () => {
  const turns = new DocumentTurns(() => false);
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
