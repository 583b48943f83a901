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

describe('concurrent removals of one pair', () => {
  it.each([1, 2, 3])('let exactly one of 50 callers over both APIs win (round %i)', async (round) => {
    const pair = await track.pair(`REMOVE_${round}`);
    await track.run('assign', 'graphql', pair);
    const statuses = await Promise.all(range(50).map((n) => track.run('remove', apiOfRacer(n), pair)));
    expect(statuses.toSorted()).toEqual([200, ...range(49).map(() => 404)]);
    expect(await track.metadata(pair)).toBeUndefined();
    expect((await track.events(pair)).map((event) => event.action)).toEqual(['ASSIGNED', 'REMOVED']);
  });
});

describe('assignments and removals of one pair', () => {
  it.each([1, 2, 3])('alternate, and history says just what happened (round %i)', async (round) => {
    const pair = await track.pair(`ALTERNATE_${round}`);
    const operations = range(80).map((n) => (n % 4 < 2 ? 'assign' : 'remove'));
    const statuses = await Promise.all(
      operations.map((operation, n) => track.run(operation, apiOfRacer(n), pair, { racer: String(n) })),
    );
    const won = (operation: string) =>
      statuses.filter((status, n) => status === 200 && operations[n] === operation).length;
    for (const [n, status] of statuses.entries()) {
      expect([200, operations[n] === 'assign' ? 409 : 404]).toContain(status);
    }
    const events = await track.events(pair);
    const actions = events.map((event) => event.action);
    expect(actions).toEqual(actions.map((_, n) => (n % 2 === 0 ? 'ASSIGNED' : 'REMOVED')));
    expect(won('assign')).toBe(actions.filter((action) => action === 'ASSIGNED').length);
    expect(won('remove')).toBe(actions.filter((action) => action === 'REMOVED').length);
    const end = replay(events);
    expect(end && JSON.parse(end.metadata!)).toEqual(await track.metadata(pair));
  });
});

describe('updates that race a removal', () => {
  it.each([1, 2, 3])('come before it or find nothing (round %i)', async (round) => {
    const pair = await track.pair(`RACE_${round}`);
    await track.run('assign', 'graphql', pair);
    const operations = range(40).map((n) => (n === 20 ? 'remove' : 'update'));
    const statuses = await Promise.all(
      operations.map((operation, n) => track.run(operation, apiOfRacer(n), pair, { [`key_${n}`]: 'value' })),
    );
    expect(statuses[20]).toBe(200);
    expect(new Set(statuses).difference(new Set([200, 404])).size).toBe(0);
    const events = await track.events(pair);
    // One was there before, the removal and the updates that won followed.
    expect(events).toHaveLength(1 + statuses.filter((status) => status === 200).length);
    expect(events.at(-1)?.action).toBe('REMOVED');
    expect(replay(events)).toBeUndefined();
  });
});

describe('everything at once', () => {
  it.each([1, 2, 3])('leaves a history that leads to the row as it stands (round %i)', async (round) => {
    const pair = await track.pair(`ALL_${round}`);
    const operations = range(120).map((n) => (['assign', 'update', 'remove'] as const)[(n * 7 + round) % 3]!);
    const statuses = await Promise.all(
      operations.map((operation, n) =>
        track.run(operation, apiOfRacer(n), pair, { [`key_${n % 9}`]: `${n}` }),
      ),
    );
    expect(new Set(statuses).difference(new Set([200, 404, 409])).size).toBe(0);
    const events = await track.events(pair);
    expect(events).toHaveLength(statuses.filter((status) => status === 200).length);
    const end = replay(events);
    expect(end && JSON.parse(end.metadata ?? '{}')).toEqual(await track.metadata(pair));
  });
});
