import type { Database } from '../../src/database/database.js';
import { unprepared } from '../../src/database/statement.js';
import { LastUse } from '../../src/identity/last-use.js';
import { listApiKeys } from '../../src/identity/manage-keys.js';
import { Sessions } from '../../src/identity/sessions.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';

let test: TestDatabase;
let database: Database;
let fixtures: Fixtures;
let keyId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
  fixtures = new Fixtures(database);
});
beforeEach(async () => {
  keyId = (await fixtures.keyWithId(await fixtures.organization())).id;
});
afterEach(() => {
  database.observer = undefined;
});
afterAll(() => test.drop());

/** Sessions as a server has them, over the database or over what stands before it. */
function server(before = database) {
  const lastUse = new LastUse(database, (error) => {
    throw error;
  });
  return { sessions: new Sessions(before, lastUse), lastUse };
}

const open = async (sessions: Sessions) => (await sessions.open(keyId)) as string;

describe('a session', () => {
  it('is looked up once for many requests', async () => {
    const { sessions } = server();
    const id = await open(sessions);
    const lookUps: unknown[] = [];
    database.observer = ({ name }) => {
      if (name === 'find_session') lookUps.push(name);
    };
    await Promise.all(Array.from({ length: 50 }, () => sessions.identify(id)));
    await sessions.identify(id);
    expect(lookUps).toHaveLength(1);
  });

  it('costs no statement when its id is malformed', async () => {
    const { sessions } = server();
    const statements: unknown[] = [];
    database.observer = (statement) => statements.push(statement);
    for (const id of ['', 'x', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, `${'A'.repeat(43)}\n`]) {
      expect(await sessions.identify(id)).toBeUndefined();
      await sessions.end([id]);
    }
    expect(statements).toEqual([]);
  });

  it('has its use written as that of its key', async () => {
    const { sessions, lastUse } = server();
    await sessions.identify(await open(sessions));
    await lastUse.settle();
    const used = (await listApiKeys(database, null)).find(({ id }) => id === keyId);
    expect(used?.lastUsedAt).not.toBeNull();
  });

  it('that is ended while it is looked up is not remembered', async () => {
    const found = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const slow = {
      query: async (...[statement, values]: Parameters<Database['query']>) => {
        const rows = await database.query(statement, values);
        if (statement.name === 'find_session') {
          found.resolve();
          await ended.promise;
        }
        return rows;
      },
    } as Database;
    const { sessions } = server(slow);
    const id = await open(sessions);
    const running = sessions.identify(id);
    await found.promise;
    await sessions.end([id]);
    ended.resolve();
    await running;
    expect(await sessions.identify(id)).toBeUndefined();
  });
});

describe('opening a session', () => {
  it('takes ten that are over away with it', async () => {
    const { sessions } = server();
    await database.query(unprepared('delete from session'));
    for (let i = 0; i < 12; i++) await open(sessions);
    await database.query(unprepared(`update session set expires_at = now() - interval '1 second'`));
    await open(sessions);
    expect(await fixtures.count('session')).toBe(3);
  });

  it('is refused to a key that has expired', async () => {
    await database.query(unprepared('update api_key set expires_at = now() where id = $1'), [keyId]);
    expect(await server().sessions.open(keyId)).toBeUndefined();
  });
});
