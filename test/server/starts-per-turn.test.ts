import { setImmediate as nextTurn } from 'node:timers/promises';
import { StartsPerTurn } from '../../src/server/starts-per-turn.js';
import { type Gateway, startGateway } from '../support/gateway.js';

describe('work that begins in one turn of the event loop', () => {
  let begun: string[];
  let starts: StartsPerTurn;
  const begin = (...names: string[]) => {
    for (const name of names) starts.begin(() => begun.push(name));
  };

  beforeEach(() => {
    begun = [];
    starts = new StartsPerTurn(2);
  });

  it('begins at once as far as the turn has places, the rest in the next turns, in order', async () => {
    begin('a', 'b', 'c', 'd', 'e');
    expect(begun).toEqual(['a', 'b']);
    await nextTurn();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    await nextTurn();
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('does not overtake what waits', async () => {
    begin('a', 'b', 'c');
    await nextTurn();
    begin('d', 'e');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    await nextTurn();
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('begins at once again after a turn without work', async () => {
    begin('a', 'b');
    await nextTurn();
    await nextTurn();
    begin('c', 'd');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes on after a piece of work that throws', async () => {
    expect(() =>
      starts.begin(() => {
        throw new Error('broken');
      }),
    ).toThrow('broken');
    begin('a', 'b');
    await nextTurn();
    expect(begun).toEqual(['a', 'b']);
  });
});

describe('requests that arrive in one moment', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());

  it('are all answered', async () => {
    const key = await gateway.fixtures.key(await gateway.fixtures.organization());
    const ask = (i: number) =>
      i % 2 ? gateway.rest('GET', '/claims', { key }) : gateway.graphql('{ viewer { role } }', { key });
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => ask(i)));
    expect(answers.map(({ status }) => status)).toEqual(Array(60).fill(200));
  });
});
