import { ReplicaReports } from '../../src/database/replicas/replica-reports.js';

let now: number;
let reason: string | undefined;
let logged: string[];
let reports: ReplicaReports;
const replica = { name: 'db:5432', whyUnused: () => reason };

beforeEach(() => {
  now = 0;
  reason = undefined;
  logged = [];
  const log = {
    info: (message: string) => logged.push(`info: ${message}`),
    warn: (message: string) => logged.push(`warn: ${message}`),
  };
  reports = new ReplicaReports(log, () => now);
  reports.reportAll([replica]);
  logged.length = 0;
});

function after(ms: number, nowBecause?: string): readonly string[] {
  now += ms;
  reason = nowBecause;
  reports.reportChanges([replica]);
  return logged;
}

it('a replica that is left out is reported with the reason, once', () => {
  after(10_000, 'does not answer');
  expect(after(10_000, 'does not answer')).toEqual([
    'warn: queries are not read from the replica db:5432, because it does not answer',
  ]);
});

it('a replica that is read from again is reported', () => {
  after(10_000, 'does not answer');
  expect(after(10_000)[1]).toBe('info: queries are read from the replica db:5432');
});

it('another reason is reported', () => {
  after(10_000, 'does not answer');
  expect(after(10_000, 'is no replica')[1]).toMatch(/because it is no replica$/);
});

it('what changes back within seconds is not reported, and what lasts is reported then', () => {
  after(10_000, 'is behind');
  after(250);
  after(250, 'is behind');
  expect(after(1_000)).toHaveLength(1);
  expect(after(5_000)).toHaveLength(2);
});
