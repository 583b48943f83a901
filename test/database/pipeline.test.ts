import { Database } from '../../src/database/database.js';
import {
  type PipelinedStatement,
  pipelined,
  pipelinedWrite,
  prepared,
  unprepared,
} from '../../src/database/statement.js';
import { someoneIsBlocked } from '../support/blocked.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const MAX_WRITES = 10;

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query(unprepared('create table entry (id int primary key, note text)'));
});
beforeEach(() => test.database.query(unprepared('truncate entry')));
afterAll(() => test.drop());

const transaction = {
  reads: pipelined<{ id: string }>('reads', 'which_read', 'select pg_current_xact_id()::text as id'),
  writes: pipelined<{ id: string }>('writes', 'which_write', 'select pg_current_xact_id()::text as id'),
};
const lockTimeout = pipelinedWrite<{ value: string }>(
  'lock_timeout',
  1,
  `select current_setting('lock_timeout') as value`,
);
const insert = pipelinedWrite<{ id: number }>('insert', 1, 'insert into entry (id) values ($1) returning id');

/** The transaction in which a statement ran. */
async function transactionOf(queue: keyof typeof transaction): Promise<string | undefined> {
  const [row] = await test.database.query(transaction[queue]);
  return row?.id;
}

async function ids(): Promise<number[]> {
  const rows = await test.database.query(unprepared<{ id: number }>('select id from entry order by id'));
  return rows.map(({ id }) => id);
}

const insertion = (id: unknown) => test.database.query(insert, [id]);

describe('statements of one turn', () => {
  it.each(['reads', 'writes'] as const)('share one transaction (%s)', async (queue) => {
    const seen = await Promise.all([transactionOf(queue), transactionOf(queue), transactionOf(queue)]);
    expect(new Set(seen).size).toBe(1);
  });

  it('share none with those of the next', async () => {
    expect(await transactionOf('writes')).not.toBe(await transactionOf('writes'));
  });

  it('share none with those of the other queue', async () => {
    const [read, write] = await Promise.all([transactionOf('reads'), transactionOf('writes')]);
    expect(read).not.toBe(write);
  });

  it.each([
    ['reads', 8],
    ['writes', 10],
  ] as const)('are of %s no more than %i in one transaction', async (queue, max) => {
    const seen = await Promise.all(Array.from({ length: 2 * max + 1 }, () => transactionOf(queue)));
    const sizes = [...Map.groupBy(seen, (id) => id).values()].map(({ length }) => length);
    expect(sizes.toSorted()).toEqual([1, max, max]);
  });

  it('each get their own rows', async () => {
    const note = pipelined('reads', 'echo', `select $1 as text from generate_series(1, $2::int)`);
    const rows = await Promise.all([
      test.database.query(note, ['one', 1]),
      test.database.query(note, ['none', 0]),
      test.database.query(lockTimeout),
      test.database.query(note, ['two', 2]),
    ]);
    expect(rows).toEqual([[{ text: 'one' }], [], [{ value: '2s' }], [{ text: 'two' }, { text: 'two' }]]);
  });
});

describe('values and rows', () => {
  const types = `select $1::text as text, $2::int as number, $3::boolean as flag, $4::text[] as list,
    $5::jsonb as json, $6::date as day, $7::timestamptz as at, $8::text as nothing, $9::bytea as bytes`;
  const values = [
    'ä 👍',
    7,
    true,
    ['a', 'b,"c'],
    JSON.stringify({ a: [1] }),
    '2026-01-31',
    '2026-01-31T12:00:00.000001Z',
    undefined,
    Buffer.from([0, 255]),
  ];

  it('are those of statements that travel alone', async () => {
    const alone = await test.database.query(prepared('types_alone', types), values);
    expect(await test.database.query(pipelined('reads', 'types_shared', types), values)).toEqual(alone);
  });

  it('are right again when a connection has prepared the statement already', async () => {
    const statement = pipelined('reads', 'types_again', types);
    const first = await test.database.query(statement, values);
    expect(await test.database.query(statement, values)).toEqual(first);
  });
});

describe('waiting for locks', () => {
  it('is limited for writes of a batch more than for one alone', async () => {
    const rows = await Promise.all([test.database.query(lockTimeout), test.database.query(lockTimeout)]);
    expect(rows).toEqual([[{ value: '100ms' }], [{ value: '100ms' }]]);
    expect(await test.database.query(lockTimeout)).toEqual([{ value: '2s' }]);
  });

  it('is not reached by batches that touch the same rows in different orders', async () => {
    const other = await Database.open({ url: test.url, poolSize: 10, warn: () => {} });
    const touch = pipelinedWrite<{ id: string }>(
      'touch',
      1,
      `update entry set note = $2 where id = $1::int returning pg_current_xact_id()::text as id`,
    );
    const order = Array.from({ length: MAX_WRITES }, (_, id) => id);
    try {
      await Promise.all(order.map(insertion));
      for (let round = 0; round < 20; round++) {
        const batches = await Promise.all([
          Promise.all(order.map((id) => test.database.query(touch, [id, 'claim']))),
          Promise.all(order.toReversed().map((id) => other.query(touch, [id, 'claim']))),
        ]);
        // A write that had waited too long would have been retried alone, in a transaction of its own.
        expect(batches.map((rows) => new Set(rows.flat().map(({ id }) => id)).size)).toEqual([1, 1]);
      }
    } finally {
      await other.close();
    }
  });

  it('holds up no other write, and is retried alone', async () => {
    let blocked: Promise<unknown> | undefined;
    let isOver = false;
    await test.database.transaction(async (client) => {
      await client.query('insert into entry (id) values (1)');
      blocked = insertion(1).finally(() => {
        isOver = true;
      });
      blocked.catch(() => {});
      await Promise.all([insertion(2), insertion(3)]);
      expect(isOver).toBe(false);
    });
    await expect(blocked).rejects.toMatchObject({ code: '23505' });
    expect(await ids()).toEqual([1, 2, 3]);
  });

  it('ends with a 503 when the lock is held for too long', async () => {
    await test.database.transaction(async (client) => {
      await client.query('insert into entry (id) values (1)');
      await expect(insertion(1)).rejects.toMatchObject({ code: 'service_unavailable', retryAfter: 1 });
    });
  });

  it('is limited for all locks together when a write has waited for another of its row', async () => {
    const limits = pipelinedWrite<{ lock: string; statement: string }>(
      'limits',
      1,
      `select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement
from (values ($1::int)) as entry`,
    );
    let blocked: Promise<unknown> | undefined;
    let waiting: Promise<{ lock: string; statement: string }[]> | undefined;
    await test.database.transaction(async (client) => {
      await client.query('insert into entry (id) values (1)');
      blocked = insertion(1);
      blocked.catch(() => {});
      await someoneIsBlocked(test.database);
      waiting = test.database.query(limits, [1]);
    });
    await expect(blocked).rejects.toMatchObject({ code: '23505' });
    const [row] = (await waiting) ?? [];
    expect(row?.statement).toMatch(/^[0-9]+ms$|^[12]s$/);
    expect(row?.statement).toBe(row?.lock);
  });

  it('keeps the connections on which writes have waited for too long', async () => {
    const pids = unprepared<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'claims-gateway' and datname = current_database()`,
    );
    const connections = async () => new Set((await test.database.query(pids)).map(({ pid }) => pid));
    await test.database.transaction(async (client) => {
      await client.query('insert into entry (id) values (1)');
      const outcomes = Promise.allSettled([insertion(1), insertion(2)]);
      await someoneIsBlocked(test.database);
      const before = await connections();
      expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      expect(before.difference(await connections())).toEqual(new Set());
    });
  });

  it('leaves connections to others, however many writes want one row', async () => {
    await test.database.transaction(async (client) => {
      await client.query('insert into entry (id) values (1)');
      const blocked = Array.from({ length: 40 }, () => insertion(1));
      await Promise.all(Array.from({ length: 20 }, (_, i) => insertion(i + 2)));
      const outcomes = await Promise.allSettled(blocked);
      expect(outcomes.map(({ status }) => status)).toEqual(Array(40).fill('rejected'));
    });
    expect(await ids()).toHaveLength(21);
  });
});

describe('a statement that fails', () => {
  it('fails alone, and the others hold', async () => {
    await insertion(2);
    const outcomes = await Promise.allSettled([insertion(1), insertion(2), insertion(3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await ids()).toEqual([1, 2, 3]);
  });

  it('fails with its own error', async () => {
    const [, failed, other] = await Promise.allSettled([insertion(1), insertion('x'), insertion(null)]);
    expect(failed).toMatchObject({ reason: { code: '22P02' } });
    expect(other).toMatchObject({ reason: { code: '23502' } });
  });

  it('is one whose name another statement has taken', async () => {
    const same = (text: string) => pipelined('reads', 'same', `select '${text}' as text`);
    const one = await Database.open({ url: test.url, poolSize: 1, warn: () => {} });
    try {
      expect(await one.query(same('one'))).toEqual([{ text: 'one' }]);
      await expect(one.query(same('other'))).rejects.toThrow('There are two statements named same.');
    } finally {
      await one.close();
    }
  });

  it('says who asked', async () => {
    async function asksForNothing() {
      await insertion(null);
    }
    const error = await asksForNothing().catch((reason) => reason);
    expect(error.stack).toContain('asksForNothing');
  });

  it('does not keep the others from being prepared, nor itself from being prepared later', async () => {
    const later: PipelinedStatement<unknown> = pipelined('writes', 'later', 'select * from later');
    const other = pipelined('writes', 'other', 'select 1 as one');
    const ask = () => Promise.allSettled([test.database.query(later), test.database.query(other)]);
    expect(await ask()).toMatchObject([{ status: 'rejected' }, { value: [{ one: 1 }] }]);
    await test.database.query(unprepared('create table later (id int)'));
    expect(await ask()).toMatchObject([{ value: [] }, { value: [{ one: 1 }] }]);
  });

  it('answers again once a connection knows of its changed columns', async () => {
    const all = pipelined('reads', 'all_of_changing', 'select * from changing');
    await test.database.query(unprepared('create table changing (a int)'));
    await test.database.query(unprepared('insert into changing values (1)'));
    await test.database.query(all);
    await test.database.query(unprepared('alter table changing add b int default 2'));
    await test.database.query(all).catch(() => {});
    expect(await test.database.query(all)).toEqual([{ a: 1, b: 2 }]);
  });
});
