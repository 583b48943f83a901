import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { apiOfRacer, Racetrack } from './apis.js';

const RACERS = 100;

let gateway: Gateway;
let track: Racetrack;

beforeAll(async () => {
  gateway = await shareGateway();
  track = await Racetrack.open(gateway);
});
afterAll(() => gateway.close());

describe('concurrent assignments of one pair', () => {
  it.each([1, 2, 3])('let exactly one of 100 callers over both APIs win (round %i)', async (round) => {
    const pair = await track.pair(`RACE_${round}`);
    const statuses = await Promise.all(
      Array.from({ length: RACERS }, (_, n) => track.run('assign', apiOfRacer(n), pair)),
    );
    expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: RACERS - 1 }, () => 409)]);
    expect(await track.metadata(pair)).toEqual({});
    expect(await track.events(pair)).toHaveLength(1);
  });
});
