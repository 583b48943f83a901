import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { Database } from '../../src/database/database.js';
import { migrate } from '../../src/database/migrate.js';
import { unprepared } from '../../src/database/statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { type FaultLine, faultLine } from '../support/fault-line.js';

/** Short limits: what is not given up has to last for longer than these. */
const SILENCE = { timeoutMs: 200, askAfterMs: 50, intervalMs: 20 };
const LONGER_MS = 600;

/** How whatever waits fails once its connection was given up. */
const GIVEN_UP = {
  code: 'service_unavailable',
  cause: { message: expect.stringContaining('no answer for') },
};

let test: TestDatabase;
let line: FaultLine;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query(unprepared('create table entry (id int)'));
});
afterAll(() => test.drop());
beforeEach(async () => {
  line = await faultLine(test.url);
  database = await Database.open({
    url: line.url,
    environment: { PGCONNECT_TIMEOUT: '2' },
    poolSize: 2,
    warn: () => {},
    silence: SILENCE,
  });
});
afterEach(async () => {
  await database.close();
  line.close();
});

/** Copies these rows into the table, in a transaction. */
function copyIn(rows: () => AsyncIterable<string>): Promise<unknown> {
  return database.transaction((client) =>
    pipeline(Readable.from(rows()), client.query(copyFrom('copy entry from stdin'))),
  );
}

/** Reads many rows in a transaction, and calls `paused` after the first of them. */
function copyOut(paused: (client: PoolClient) => unknown): Promise<number> {
  return database.transaction(async (client) => {
    let bytes = 0;
    const rows = client.query(copyTo('copy (select generate_series(1, 1000000)) to stdout'));
    for await (const chunk of rows) {
      if (bytes === 0) await paused(client);
      bytes += chunk.length;
    }
    return bytes;
  });
}

const MEGABYTE = '1\n'.repeat(512 * 1024);

/** A transaction whose second statement is not answered any more. */
function interrupted(fault: 'freeze' | 'forget'): Promise<unknown> {
  return database.transaction(async (client) => {
    await client.query('select 1');
    line[fault]();
    await client.query('select 2');
  });
}

it('a connection is given up while PostgreSQL answers no new one either', async () => {
  await expect(interrupted('freeze')).rejects.toMatchObject(GIVEN_UP);
});

describe('a connection is given up that the network has forgotten', () => {
  it('while a statement is waited for', async () => {
    await expect(interrupted('forget')).rejects.toMatchObject(GIVEN_UP);
  });

  it('while the commit is waited for', async () => {
    await expect(database.transaction(async () => line.forget())).rejects.toMatchObject(GIVEN_UP);
  });

  it.each([
    ['a few rows', '1\n'],
    ['more rows than the network takes', MEGABYTE.repeat(16)],
  ])('while %s are sent', async (_, more) => {
    const outcome = copyIn(async function* () {
      yield '1\n';
      line.forget();
      for (let i = 0; i < more.length; i += 65_536) yield more.slice(i, i + 65_536);
    });
    await expect(outcome).rejects.toMatchObject(GIVEN_UP);
  });

  it('while the copy of rows is broken off', async () => {
    const outcome = copyIn(async function* () {
      yield '1\n';
      line.forget();
      throw new Error('cannot be read on');
    });
    await expect(outcome).rejects.toThrow('cannot be read on');
  });

  it('while rows are received', async () => {
    await expect(copyOut(() => line.forget())).rejects.toMatchObject(GIVEN_UP);
  });
});

describe('a connection is kept', () => {
  it('while PostgreSQL works on a statement', async () => {
    const outcome = database.transaction((client) => client.query(`select pg_sleep(${LONGER_MS / 1_000})`));
    expect(await outcome).toMatchObject({ rowCount: 1 });
  });

  it('while the rows to send are not there yet', async () => {
    await copyIn(async function* () {
      yield '1\n';
      await sleep(LONGER_MS);
      yield '2\n';
    });
  });

  it('while received rows are not taken', async () => {
    expect(await copyOut(() => sleep(LONGER_MS))).toBe(6_888_896);
  });

  it('while nothing is asked of it', async () => {
    await database.transaction(async (client) => {
      await sleep(LONGER_MS);
      await client.query('select 1');
    });
  });

  it('while PostgreSQL refuses further connections', async () => {
    const role = `busy_${process.pid}`;
    await test.database.query(unprepared(`create role ${role} login password 'busy' connection limit 1`));
    const url = Object.assign(new URL(test.url), { username: role, password: 'busy' });
    const only = await Database.open({ url: url.href, poolSize: 1, warn: () => {}, silence: SILENCE });
    try {
      const outcome = only.transaction((client) => client.query(`select pg_sleep(${LONGER_MS / 1_000})`));
      expect(await outcome).toMatchObject({ rowCount: 1 });
    } finally {
      await only.close();
      await test.database.query(unprepared(`drop role ${role}`));
    }
  });
});

it('a migration waits for another one, and ends when the network is lost meanwhile', async () => {
  let migrating: Promise<unknown> = Promise.resolve();
  await test.database.transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock(7264301)');
    migrating = migrate(database).catch((error: unknown) => error);
    const early = await Promise.race([migrating.then(() => 'ended'), sleep(LONGER_MS, 'waits')]);
    expect(early).toBe('waits');
    line.freeze();
    expect(await migrating).toMatchObject(GIVEN_UP);
  });
});

it('a connection that the server does not close does not keep the process', async () => {
  const pool = await database.orm.em.getConnection().getNativeClient();
  const connected = once(pool, 'connect');
  await database.query(unprepared('select 1'));
  const [client] = await connected;
  let hasEnded = false;
  client.once('end', () => {
    hasEnded = true;
  });
  line.freeze();
  await database.close();
  await eventually(() => hasEnded);
});
