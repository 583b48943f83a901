import { LogPositions } from '../../src/database/replicas/log-positions.js';

let positions: LogPositions;
beforeEach(() => {
  positions = new LogPositions();
});

it('a replica that has replayed the newest position is not behind, however old that is', () => {
  positions.add(100, 0);
  positions.add(100, 60_000);
  expect(positions.lagOf(100, 60_001)).toBe(1);
});

it('a replica is as far behind as the last position that it has replayed is old', () => {
  positions.add(100, 0);
  positions.add(200, 250);
  positions.add(300, 500);
  expect(positions.lagOf(299, 600)).toBe(350);
  expect(positions.lagOf(300, 600)).toBe(100);
});

it('the lag counts from when the primary was last seen at a position', () => {
  positions.add(100, 0);
  positions.add(100, 5_000);
  positions.add(200, 5_250);
  expect(positions.lagOf(100, 5_500)).toBe(500);
});

it('the lag of a replica that is behind the first position is unknown', () => {
  positions.add(100, 0);
  expect(positions.lagOf(99, 10)).toBeUndefined();
});

it('a replica that was asked before the primary is not ahead', () => {
  positions.add(100, 10);
  expect(positions.lagOf(200, 5)).toBe(0);
});

it('positions of another primary are forgotten', () => {
  positions.add(100, 0);
  positions.clear();
  expect(positions.lagOf(100, 10)).toBeUndefined();
});

it('old positions are kept more sparsely, so that long lags are known', () => {
  for (let i = 0; i < 100_000; i++) positions.add(i, i);
  const lag = positions.lagOf(50_000, 100_000) as number;
  expect(lag).toBeGreaterThanOrEqual(50_000);
  expect(lag).toBeLessThan(55_000);
  expect(positions.lagOf(99_990, 100_000)).toBe(10);
});
