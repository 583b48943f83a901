import { Database } from '../../src/database/database.js';
import { prepared, unprepared } from '../../src/database/statement.js';
import { withAdministrator } from '../support/administrator.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createScratchDatabase } from '../support/scratch-database.js';

let test: TestDatabase;
let database: Database;
const warnings: string[] = [];

beforeAll(async () => {
  test = await createScratchDatabase({ prepare: () => [] });
});
beforeEach(async () => {
  database = await Database.open({ url: test.url, poolSize: 10, warn: (message) => warnings.push(message) });
});
afterEach(() => database.close());
afterAll(() => test.drop());

/** Changes how many connections the role may have; -1: no limit. */
async function allow(connections: number): Promise<void> {
  const { username } = new URL(test.url);
  await withAdministrator((client) => client.query(`alter role ${username} connection limit ${connections}`));
}

const named = prepared('one', 'select 1 as one');
const statements = Array.from({ length: 120 }, (_, i) =>
  i % 2 ? named : unprepared('select pg_sleep(0.01)'),
);

const poolInUse = () => database.statistics.primary.connections;

describe('a PostgreSQL server that allows fewer connections than the pool has', () => {
  it('has all statements wait for those that it allows', async () => {
    await allow(2);
    const outcomes = await Promise.allSettled(statements.map((statement) => database.query(statement)));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(poolInUse()).toMatchObject({ size: 10, idle: 2, waiting: 0 });
    expect(warnings[0]).toMatch(
      /^the database allows no further connection \(too many connections for role /,
    );
  });

  it('is used fully once it allows more', async () => {
    await allow(1);
    const first = Promise.all(statements.map((statement) => database.query(statement)));
    await allow(-1);
    await first;
    const sleeps = Array.from({ length: 10 }, () => database.query(unprepared('select pg_sleep(0.2)')));
    await Promise.all(sleeps);
    expect(poolInUse().idle).toBeGreaterThan(1);
  });

  it('is waited for while it allows none', async () => {
    await allow(0);
    const waiting = Promise.all([...statements.map((statement) => database.query(statement)), transaction()]);
    await eventually(() => poolInUse().waiting === statements.length + 1);
    await allow(-1);
    expect(await waiting).toHaveLength(statements.length + 1);
  });

  it('is a 503 when it allows none within the time limit', async () => {
    await allow(0);
    const outcomes = await Promise.allSettled([
      ...statements.map((statement) => database.query(statement)),
      transaction(),
    ]);
    expect(new Set(outcomes.map((outcome) => (outcome as PromiseRejectedResult).reason?.code))).toEqual(
      new Set(['service_unavailable']),
    );
    await allow(-1);
    expect(await database.query(named)).toEqual([{ one: 1 }]);
  });
});

const transaction = () => database.transaction((client) => client.query('select 1'));
