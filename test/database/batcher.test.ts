import { setImmediate as endOfTurn, setTimeout as sleep } from 'node:timers/promises';
import { Departures, type Timetable } from '../../src/database/pipeline/batcher.js';

/** A stop whose groups come back when a test says so. */
function openStop(timetable: Partial<Timetable> = {}) {
  const groups: string[][] = [];
  const backs: (() => void)[] = [];
  const stop = new Departures<string>(
    { most: 4, crowd: Number.POSITIVE_INFINITY, patience: 0, ...timetable },
    (group, back) => {
      groups.push(group);
      backs.push(back);
    },
  );
  const join = (...travellers: string[]) => {
    for (const traveller of travellers) stop.join(traveller);
  };
  return { join, groups, bringBack: (group: number) => backs[group]?.() };
}

describe('those who come in one turn', () => {
  it('leave together at its end', async () => {
    const { join, groups } = openStop();
    join('a', 'b');
    expect(groups).toEqual([]);
    await endOfTurn();
    expect(groups).toEqual([['a', 'b']]);
  });

  it('leave at once when they are as many as may, the others at its end', async () => {
    const { join, groups } = openStop();
    join('a', 'b', 'c', 'd', 'e');
    expect(groups).toEqual([['a', 'b', 'c', 'd']]);
    await endOfTurn();
    expect(groups).toEqual([['a', 'b', 'c', 'd'], ['e']]);
  });

  it('do not wait for others who are under way', async () => {
    const { join, groups } = openStop();
    join('a');
    await endOfTurn();
    join('b');
    await endOfTurn();
    expect(groups).toEqual([['a'], ['b']]);
  });
});

describe('in a crowd', () => {
  const PATIENT = 60_000;

  it('those who find nobody under way leave at the end of their turn', async () => {
    const { join, groups } = openStop({ crowd: 2, patience: PATIENT });
    join('a', 'b', 'c');
    await endOfTurn();
    expect(groups).toEqual([['a', 'b', 'c']]);
  });

  it('those who find others under way leave when these are back, with whoever came in between', async () => {
    const { join, groups, bringBack } = openStop({ crowd: 2, patience: PATIENT });
    join('a');
    await endOfTurn();
    join('b');
    await endOfTurn();
    join('c');
    await endOfTurn();
    expect(groups).toEqual([['a']]);
    bringBack(0);
    expect(groups).toEqual([['a'], ['b', 'c']]);
  });

  it('they leave before that when they are as many as may', async () => {
    const { join, groups } = openStop({ crowd: 2, patience: PATIENT });
    join('a');
    await endOfTurn();
    join('b');
    await endOfTurn();
    join('c', 'd', 'e');
    expect(groups).toEqual([['a'], ['b', 'c', 'd', 'e']]);
  });

  it('they leave before that when they have waited as long as they may', async () => {
    const { join, groups } = openStop({ crowd: 2, patience: 1 });
    join('a');
    await endOfTurn();
    join('b');
    while (groups.length < 2) await sleep(1);
    expect(groups).toEqual([['a'], ['b']]);
  });

  it('those who come after a full group wait for it from their own turn on', async () => {
    const { join, groups, bringBack } = openStop({ crowd: 2, patience: PATIENT });
    join('a', 'b', 'c', 'd');
    await endOfTurn();
    join('e');
    bringBack(0);
    expect(groups).toEqual([['a', 'b', 'c', 'd']]);
    await endOfTurn();
    expect(groups).toEqual([['a', 'b', 'c', 'd'], ['e']]);
  });

  it('fewer than the crowd wait for nobody', async () => {
    const { join, groups } = openStop({ crowd: 3, patience: PATIENT });
    join('a');
    await endOfTurn();
    join('b');
    await endOfTurn();
    expect(groups).toEqual([['a'], ['b']]);
  });

  it('those who are back no longer count', async () => {
    const { join, groups, bringBack } = openStop({ crowd: 4, patience: PATIENT });
    join('a');
    join('b', 'c', 'd');
    join('e');
    bringBack(0);
    await endOfTurn();
    join('f');
    await endOfTurn();
    expect(groups).toEqual([['a', 'b', 'c', 'd'], ['e'], ['f']]);
  });
});
