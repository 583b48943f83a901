import { setImmediate as endOfTurn, setTimeout as sleep } from 'node:timers/promises';
import { Batcher, type BatchLimits } from '../../src/database/pipeline/batcher.js';

/** A batcher whose batches return when a test says so. */
function openBatcher(limits: Partial<BatchLimits> = {}) {
  const batches: string[][] = [];
  const returns: (() => void)[] = [];
  const batcher = new Batcher<string>(
    { maxSize: 4, holdThreshold: Number.POSITIVE_INFINITY, maxWaitMs: 0, ...limits },
    (batch, returned) => {
      batches.push(batch);
      returns.push(returned);
    },
  );
  const enqueue = (...items: string[]) => {
    for (const item of items) batcher.enqueue(item);
  };
  return { enqueue, batches, return: (batch: number) => returns[batch]?.() };
}

describe('items that are enqueued in one turn', () => {
  it('are dispatched together at its end', async () => {
    const { enqueue, batches } = openBatcher();
    enqueue('a', 'b');
    expect(batches).toEqual([]);
    await endOfTurn();
    expect(batches).toEqual([['a', 'b']]);
  });

  it('are dispatched at once when they fill a batch, the others at its end', async () => {
    const { enqueue, batches } = openBatcher();
    enqueue('a', 'b', 'c', 'd', 'e');
    expect(batches).toEqual([['a', 'b', 'c', 'd']]);
    await endOfTurn();
    expect(batches).toEqual([['a', 'b', 'c', 'd'], ['e']]);
  });

  it('do not wait for a batch in flight', async () => {
    const { enqueue, batches } = openBatcher();
    enqueue('a');
    await endOfTurn();
    enqueue('b');
    await endOfTurn();
    expect(batches).toEqual([['a'], ['b']]);
  });
});

describe('from the hold threshold on', () => {
  const LONG = 60_000;

  it('a batch is dispatched at the end of its turn when none is in flight', async () => {
    const { enqueue, batches } = openBatcher({ holdThreshold: 2, maxWaitMs: LONG });
    enqueue('a', 'b', 'c');
    await endOfTurn();
    expect(batches).toEqual([['a', 'b', 'c']]);
  });

  it('a batch is held until the one in flight returns, and takes the items that come in between', async () => {
    const batcher = openBatcher({ holdThreshold: 2, maxWaitMs: LONG });
    const { enqueue, batches } = batcher;
    enqueue('a');
    await endOfTurn();
    enqueue('b');
    await endOfTurn();
    enqueue('c');
    await endOfTurn();
    expect(batches).toEqual([['a']]);
    batcher.return(0);
    expect(batches).toEqual([['a'], ['b', 'c']]);
  });

  it('a held batch is dispatched once it is full', async () => {
    const { enqueue, batches } = openBatcher({ holdThreshold: 2, maxWaitMs: LONG });
    enqueue('a');
    await endOfTurn();
    enqueue('b');
    await endOfTurn();
    enqueue('c', 'd', 'e');
    expect(batches).toEqual([['a'], ['b', 'c', 'd', 'e']]);
  });

  it('a held batch is dispatched after the maximum wait', async () => {
    const { enqueue, batches } = openBatcher({ holdThreshold: 2, maxWaitMs: 1 });
    enqueue('a');
    await endOfTurn();
    enqueue('b');
    while (batches.length < 2) await sleep(1);
    expect(batches).toEqual([['a'], ['b']]);
  });

  it('items that come after a full batch are held from the end of their own turn on', async () => {
    const batcher = openBatcher({ holdThreshold: 2, maxWaitMs: LONG });
    const { enqueue, batches } = batcher;
    enqueue('a', 'b', 'c', 'd');
    await endOfTurn();
    enqueue('e');
    batcher.return(0);
    expect(batches).toEqual([['a', 'b', 'c', 'd']]);
    await endOfTurn();
    expect(batches).toEqual([['a', 'b', 'c', 'd'], ['e']]);
  });

  it('fewer items than the threshold are not held', async () => {
    const { enqueue, batches } = openBatcher({ holdThreshold: 3, maxWaitMs: LONG });
    enqueue('a');
    await endOfTurn();
    enqueue('b');
    await endOfTurn();
    expect(batches).toEqual([['a'], ['b']]);
  });

  it('items of a batch that has returned no longer count', async () => {
    const batcher = openBatcher({ holdThreshold: 4, maxWaitMs: LONG });
    const { enqueue, batches } = batcher;
    enqueue('a');
    enqueue('b', 'c', 'd');
    enqueue('e');
    batcher.return(0);
    await endOfTurn();
    enqueue('f');
    await endOfTurn();
    expect(batches).toEqual([['a', 'b', 'c', 'd'], ['e'], ['f']]);
  });
});
