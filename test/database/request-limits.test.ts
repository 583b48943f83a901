import pg from 'pg';
import type { Database } from '../../src/database/database.js';
import { pipelined, prepared, search, unprepared, withLargeRows } from '../../src/database/statement.js';
import { requestLimits } from '../../src/database/statement-budget.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const one = unprepared<{ one: number }>('select 1 as one');
const open: Database[] = [];

function request(isGone = () => false): Database {
  const database = test.database.forRequest('key.test', isGone);
  open.push(database);
  return database;
}

afterEach(() => {
  for (const database of open.splice(0)) database.endRequest();
});

/** Rows of a kilobyte each. */
const rows = (count: number) => `select repeat('x', 1000) as text, generate_series(1, ${count}) as n`;
const TOO_MANY = Math.ceil(requestLimits.rowBytes / 1000) + 1;

const tooManyBytes = {
  code: 'validation_error',
  message: 'The request reads more than 2 MB of rows, the limit. Please ask for fewer rows or fields.',
};

describe('the rows of a request', () => {
  it.each([
    ['unprepared', unprepared(rows(TOO_MANY))],
    ['prepared', prepared('many_rows', rows(TOO_MANY))],
    ['a search', search(rows(TOO_MANY))],
    ['fetched in portions', withLargeRows(unprepared(rows(TOO_MANY)))],
    ['shared', pipelined('reads', 'many_shared_rows', rows(TOO_MANY))],
  ])('are refused beyond the limit: %s', async (_, statement) => {
    await expect(request().query(statement)).rejects.toMatchObject(tooManyBytes);
  });

  it('are counted over all statements', async () => {
    const half = request();
    const statement = unprepared(rows(TOO_MANY / 2));
    await half.query(statement);
    await expect(half.query(statement)).rejects.toMatchObject(tooManyBytes);
    await expect(half.query(one)).rejects.toMatchObject(tooManyBytes);
  });

  it('stop PostgreSQL when they are too many', async () => {
    // More than could be sent in the time of any test.
    await expect(request().query(unprepared(rows(1_000_000_000)))).rejects.toMatchObject(tooManyBytes);
    expect(await request().query(one)).toEqual([{ one: 1 }]);
  });

  it('of a batch fail only the statement that reads too many', async () => {
    const many = pipelined('reads', 'many_beside_others', rows(TOO_MANY));
    const shared = pipelined<{ one: number }>('reads', 'one_beside_others', 'select 1 as one');
    const [refused, answered] = await Promise.allSettled([
      request().query(many),
      test.database.forRequest('key.other', () => false).query(shared),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: tooManyBytes });
    expect(answered).toEqual({ status: 'fulfilled', value: [{ one: 1 }] });
  });

  it('of all requests together have a limit, until requests end', async () => {
    const statement = unprepared(rows(1_750));
    const requests = Array.from({ length: 16 }, () => request());
    const outcomes = [];
    for (const one of requests) {
      outcomes.push(
        await one.query(statement).then(
          () => 'read',
          ({ code, retryAfter }) => `${code} ${retryAfter}`,
        ),
      );
    }
    expect(outcomes).toEqual([...Array(14).fill('read'), ...Array(2).fill('service_unavailable 1')]);
    for (const one of open) one.endRequest();
    await expect(request().query(statement)).resolves.toHaveLength(1_750);
  });
});

describe('the statements of a request', () => {
  it('are refused beyond the limit, before they are sent', async () => {
    const limited = request();
    const sent: string[] = [];
    for (let i = 0; i < requestLimits.statements; i++) await limited.query(one);
    test.database.observer = ({ text }) => sent.push(text);
    await expect(limited.query(one)).rejects.toMatchObject({
      code: 'validation_error',
      message: 'The request needs more than 500 statements of the database, the limit.',
    });
    test.database.observer = undefined;
    expect(sent).toEqual([]);
  });

  it('are not sent once the client has gone', async () => {
    let isGone = false;
    const abandoned = request(() => isGone);
    await abandoned.query(one);
    isGone = true;
    const sent: string[] = [];
    test.database.observer = ({ text }) => sent.push(text);
    await expect(abandoned.query(one)).rejects.toMatchObject({ code: 'bad_request' });
    test.database.observer = undefined;
    expect(sent).toEqual([]);
  });

  it('that wait for a batch are not sent once the client has gone', async () => {
    await test.database.query(unprepared('create sequence sent'));
    const count = pipelined<{ n: string }>('reads', 'count_sent', `select nextval('sent') as n`);
    let isGone = false;
    const abandoned = request(() => isGone).query(count);
    isGone = true;
    await expect(abandoned).rejects.toMatchObject({ code: 'bad_request' });
    expect(await request().query(count)).toEqual([{ n: '1' }]);
  });

  it('are not sent once the request has ended', async () => {
    const ended = request();
    ended.endRequest();
    await expect(ended.query(one)).rejects.toMatchObject({ code: 'bad_request' });
  });
});

it('shared reads of one account leave half of the connections to others', async () => {
  const blocker = new pg.Client(test.url);
  await blocker.connect();
  await blocker.query('select pg_advisory_lock(1)');
  const waiting = pipelined('reads', 'wait_for_lock', 'select pg_advisory_lock_shared(1)');
  const ofOne = Array.from({ length: 200 }, () => request().query(waiting));
  const ofOther = pipelined<{ one: number }>('reads', 'one_meanwhile', 'select 1 as one');
  const other = test.database.forRequest('key.other', () => false);
  open.push(other);
  // The first of the one account are on their way by now.
  await new Promise((resolve) => setImmediate(resolve));
  expect(await other.query(ofOther)).toEqual([{ one: 1 }]);
  await blocker.end();
  expect(await Promise.all(ofOne)).toHaveLength(200);
});

describe('a search', () => {
  it('ends after a second with a 503 that says why', async () => {
    await expect(request().query(search('select pg_sleep(30)'))).rejects.toMatchObject({
      code: 'service_unavailable',
      message: 'The search took longer than 1 s, the limit. Please ask for less.',
    });
  });

  it('leaves the time limit of other statements as it is', async () => {
    const [during] = await request().query(
      search<{ limit: string }>(`select current_setting('statement_timeout') as limit`),
    );
    const [after] = await request().query(
      unprepared<{ limit: string }>(`select current_setting('statement_timeout') as limit`),
    );
    expect([during, after]).toEqual([{ limit: '1s' }, { limit: '10s' }]);
  });
});

describe('large rows', () => {
  const large = (text: string) => withLargeRows(unprepared<{ n: number }>(text));
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => ({ n: i + 1 }));

  it.each([0, 1, 15, 16, 17, 32, 100])('are all read, in their order: %i', async (count) => {
    expect(await request().query(large(`select generate_series(1, ${count}) as n`))).toEqual(numbers(count));
    const wide = await request().query(
      large(`select generate_series(1, ${count}) as n, repeat('x', 10000) as text`),
    );
    expect(wide.map(({ n }) => ({ n }))).toEqual(numbers(count));
  });

  it('are read by one statement when they are small, and in portions when they are not', async () => {
    const counted = (text: string) =>
      large(`select nextval('fetched')::int as n, ${text} as text from generate_series(1, 1000)`);
    await test.database.query(unprepared('create sequence fetched'));
    const [small, wide] = [counted(`'x'`), counted(`repeat('x', 100000)`)];
    await expect(request().query(small)).resolves.toHaveLength(1_000);
    await test.database.query(unprepared(`select setval('fetched', 1)`));
    await expect(request().query(wide)).rejects.toMatchObject(tooManyBytes);
    const [row] = await test.database.query(unprepared<{ n: number }>(`select nextval('fetched')::int as n`));
    // 21 rows are 2 MB: PostgreSQL has made the third portion of eight, and no fourth one.
    expect(row?.n).toBeLessThanOrEqual(2 + 3 * 8);
  });

  it('that are too many keep the connection', async () => {
    const backend = unprepared<{ pid: number }>('select pg_backend_pid() as pid');
    const before = await test.database.query(backend);
    await expect(
      request().query(large(`select repeat('x', 100000) as text from generate_series(1, 1000)`)),
    ).rejects.toMatchObject(tooManyBytes);
    expect(await test.database.query(backend)).toEqual(before);
  });

  it('that cannot be made are the failure of their statement, and the connection goes on', async () => {
    const failing = large('select 1 / (20 - n) as n from generate_series(1, 100) as n');
    await expect(request().query(failing)).rejects.toMatchObject({ code: '22012' });
    expect(await request().query(large('select 7 as n'))).toEqual([{ n: 7 }]);
  });

  it('of a search have its time limit', async () => {
    const slow = withLargeRows(search('select pg_sleep(0.1), n from generate_series(1, 100) as n'));
    await expect(request().query(slow)).rejects.toMatchObject({ code: 'service_unavailable' });
  });
});

describe('a statement that returns no rows', () => {
  it('can be repeated under its name', async () => {
    await test.database.query(unprepared('create table noted (n int)'));
    const note = prepared('note', 'insert into noted values ($1)');
    for (const n of [1, 2, 3]) expect(await test.database.query(note, [n])).toEqual([]);
    expect(await test.database.query(unprepared('select n from noted order by n'))).toHaveLength(3);
  });
});
