import { Throughput } from '../../src/server/throughput.js';

let now: number;
let throughput: Throughput;

beforeEach(() => {
  now = 0;
  throughput = new Throughput(100, () => now);
});

function interval(answers: number, inProgress: number): void {
  for (let i = 0; i < answers; i++) throughput.add();
  now += 250;
  throughput.measure(inProgress);
}

it('is unknown while too few requests are in progress to keep the process busy', () => {
  interval(1_000, 49);
  expect(throughput.perSecond).toBeUndefined();
});

it('is unknown in the interval in which a burst has begun', () => {
  interval(1, 200);
  expect(throughput.perSecond).toBeUndefined();
});

it('is what is answered in a second while the process is busy', () => {
  interval(1, 200);
  interval(100, 200);
  expect(throughput.perSecond).toBe(400);
});

it('follows changes step by step', () => {
  interval(1, 200);
  interval(100, 200);
  interval(50, 200);
  expect(throughput.perSecond).toBe(340);
});

it('is forgotten when the load has gone', () => {
  interval(1, 200);
  interval(100, 200);
  interval(10, 0);
  expect(throughput.perSecond).toBeUndefined();
});
