import { Database } from '../../src/database/database.js';
import { pipelined, unprepared } from '../../src/database/statement.js';
import { cuttableLine } from '../support/cuttable-line.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query(unprepared('create table entry (id int primary key)'));
});
afterAll(() => test.drop());

const insert = pipelined<{ id: number }>(
  'writes',
  'insert',
  'insert into entry (id) values ($1) returning id',
);
const insertion = (id: number) => test.database.query(insert, [id]);
/** Whether PostgreSQL executes a statement that begins so. */
async function isExecuted(beginning: string): Promise<boolean> {
  const active = unprepared(
    `select from pg_stat_activity where datname = current_database() and state = 'active' and query like $1`,
  );
  return (await test.database.query(active, [`${beginning}%`])).length > 0;
}
const alive = pipelined<{ one: number }>('reads', 'alive', 'select 1 as one');

/** An error as PostgreSQL's protocol carries it. */
function refusal(severity: string, code: string): Buffer {
  const fields = Buffer.from(`S${severity}\0C${code}\0Mlost\0\0`);
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

describe('a connection that is lost', () => {
  const end = pipelined('writes', 'end', 'select pg_terminate_backend(pg_backend_pid())');

  it('fails what was in flight, because its outcome is unknown', async () => {
    const outcomes = await Promise.allSettled([insertion(1), test.database.query(end), insertion(2)]);
    expect(outcomes).toMatchObject(
      Array.from({ length: 3 }, () => ({ status: 'rejected', reason: { code: 'service_unavailable' } })),
    );
    expect(await test.database.query(unprepared('select from entry'))).toEqual([]);
  });

  it('does not count as rolled back, although an error was its last message', async () => {
    const line = await cuttableLine(test.url);
    const database = await Database.open({ url: line.url, poolSize: 2, warn: () => {} });
    const log = pipelined('writes', 'log', 'insert into log select 1 from pg_sleep(0.2) returning 1');
    try {
      await database.query(unprepared('create table log (n int)'));
      const outcomes = Promise.allSettled([database.query(log), database.query(log)]);
      await eventually(() => isExecuted('insert into log'));
      line.cut(refusal('FATAL', '08P01'));
      expect(await outcomes).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
      // What PostgreSQL has received runs to its end.
      await eventually(async () => !(await isExecuted('insert into log')));
      const [row] = await test.database.query(
        unprepared<{ n: number }>('select count(*)::int as n from log'),
      );
      // Those that were in flight, and not once more.
      expect(row?.n).toBe(2);
    } finally {
      await database.close();
      line.close();
    }
  });

  it('fails it as well when the connection ends without a word', async () => {
    const line = await cuttableLine(test.url);
    const database = await Database.open({ url: line.url, poolSize: 1, warn: () => {} });
    try {
      await database.query(alive);
      const slow = pipelined('reads', 'slow', 'select pg_sleep(5)');
      const outcomes = Promise.allSettled([database.query(slow), database.query(slow)]);
      // They have been sent together.
      await eventually(() => isExecuted('select pg_sleep(5)'));
      line.cut();
      expect(await outcomes).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
      expect(await database.query(alive)).toEqual([{ one: 1 }]);
    } finally {
      await database.close();
      line.close();
    }
  });

  it('does not hold up the close of the database when a transaction of the ORM has kept it', async () => {
    const database = await Database.open({ url: test.url, poolSize: 2, warn: () => {} });
    const connection = database.orm.em.getConnection();
    const transaction = connection.transactional((context) =>
      connection.execute('select pg_terminate_backend(pg_backend_pid())', [], 'run', context),
    );
    await expect(transaction).rejects.toThrow('terminating connection');
    expect(database.statistics.primary.connections.inUse).toBe(1);
    await database.close();
  });

  it('is replaced', async () => {
    await test.database.query(end).catch(() => {});
    expect(await insertion(1)).toEqual([{ id: 1 }]);
  });
});
