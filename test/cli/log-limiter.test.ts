import { LogLimiter } from '../../src/cli/log-limiter.js';

const [INFO, WARN, ERROR] = [30, 40, 50] as const;

let now: number;
let limiter: LogLimiter;
let written: (readonly unknown[])[];

beforeEach(() => {
  now = 0;
  limiter = new LogLimiter(() => now);
  written = [];
});

const log = (level: number, ...args: unknown[]) => limiter.log(args, level, (line) => written.push(line));
const lost = (code: string) => ({ err: Object.assign(new Error(`lost: ${code}`), { code }) });

it('writes one warning of a kind in a second', () => {
  for (let i = 0; i < 1_000; i++) log(WARN, lost('ECONNREFUSED'), 'unavailable');
  expect(written).toEqual([[lost('ECONNREFUSED'), 'unavailable']]);
});

it('says with the next one how many were left out', () => {
  for (let i = 0; i < 5; i++) log(WARN, lost('ECONNREFUSED'), 'unavailable');
  now = 1_000;
  for (let i = 0; i < 2; i++) log(WARN, lost('ECONNREFUSED'), 'unavailable');
  expect(written[1]).toEqual([{ ...lost('ECONNREFUSED'), omitted: 4 }, 'unavailable']);
  expect(written).toHaveLength(2);
});

it('tells kinds apart by message and code', () => {
  log(WARN, lost('ECONNREFUSED'), 'unavailable');
  log(WARN, lost('ECONNRESET'), 'unavailable');
  log(WARN, 'the database was started again');
  expect(written).toHaveLength(3);
});

it('writes every line below a warning', () => {
  for (let i = 0; i < 3; i++) log(INFO, 'listening');
  expect(written).toHaveLength(3);
});

it('writes every unexpected failure of a request, without its stack after the first in a second', () => {
  const failure = { err: new TypeError('x is undefined') };
  for (let i = 0; i < 2; i++) log(ERROR, failure, 'request failed');
  expect(written).toEqual([
    [failure, 'request failed'],
    [{ err: { message: 'x is undefined' } }, 'request failed'],
  ]);
});

it('takes kinds beyond the limit for one, until others are a second old', () => {
  for (let i = 0; i < 300; i++) log(WARN, lost(`E${i}`), 'unavailable');
  expect(written).toHaveLength(201);
  now = 1_000;
  log(WARN, lost('E299'), 'unavailable');
  expect(written).toHaveLength(202);
});

it('leaves out that an answer came too late, which would show the URL', () => {
  log(WARN, lost('FST_ERR_REP_ALREADY_SENT'));
  expect(written).toEqual([]);
});
