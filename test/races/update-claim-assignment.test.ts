import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { apiOfRacer, Racetrack, replay } from './apis.js';

let gateway: Gateway;
let track: Racetrack;

beforeAll(async () => {
  gateway = await shareGateway();
  track = await Racetrack.open(gateway);
});
afterAll(() => gateway.close());

const range = (length: number) => Array.from({ length }, (_, n) => n);

describe('concurrent merges of metadata', () => {
  it.each([1, 2, 3])('of 50 different keys over both APIs all stay (round %i)', async (round) => {
    const pair = await track.pair(`MERGE_${round}`);
    await track.run('assign', 'graphql', pair);
    const statuses = await Promise.all(
      range(50).map((n) => track.run('update', apiOfRacer(n), pair, { [`key_${n}`]: `value ${n}` })),
    );
    expect(statuses).toEqual(range(50).map(() => 200));
    const expected = Object.fromEntries(range(50).map((n) => [`key_${n}`, `value ${n}`]));
    expect(await track.metadata(pair)).toEqual(expected);
    const events = await track.events(pair);
    expect(events.map((event) => event.action)).toEqual(['ASSIGNED', ...range(50).map(() => 'UPDATED')]);
    expect(JSON.parse(replay(events)!.metadata!)).toEqual(expected);
  });

  it('of one key are told one after the other', async () => {
    const pair = await track.pair('ONE_KEY');
    await track.run('assign', 'graphql', pair, { key: 'first', other: 'stays' });
    await Promise.all(range(50).map((n) => track.run('update', apiOfRacer(n), pair, { key: `value ${n}` })));
    const events = await track.events(pair);
    expect(events).toHaveLength(51);
    expect(JSON.parse(replay(events)!.metadata!)).toEqual(await track.metadata(pair));
  });

  it('of one value change it once', async () => {
    const pair = await track.pair('ONE_VALUE');
    await track.run('assign', 'graphql', pair);
    const statuses = await Promise.all(
      range(50).map((n) => track.run('update', apiOfRacer(n), pair, { key: 'value' })),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await track.events(pair)).map((event) => event.action)).toEqual(['ASSIGNED', 'UPDATED']);
  });

  it('never make more than 50 keys together', async () => {
    const pair = await track.pair('TOO_MANY');
    await track.run('assign', 'graphql', pair);
    const statuses = await Promise.all(
      range(60).map((n) => track.run('update', apiOfRacer(n), pair, { [`key_${n}`]: 'value' })),
    );
    expect(statuses.toSorted()).toEqual([...range(50).map(() => 200), ...range(10).map(() => 422)]);
    const stored = await track.metadata(pair);
    expect(Object.keys(stored!)).toHaveLength(50);
    expect(JSON.parse(replay(await track.events(pair))!.metadata!)).toEqual(stored);
  });
});
