import { Database } from '../../src/database/database.js';
import { withAdministrator } from '../support/administrator.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

let test: TestDatabase;
let other: Database;

beforeEach(async () => {
  test = await createTestDatabase();
  other = await Database.open({ url: test.url, poolSize: 2, warn: () => {} });
});
afterEach(async () => {
  await other.close();
  await test.drop();
});

/** What is heard in a process from now on; undefined for what may have been missed. */
function listenIn({ notifications }: Database): (readonly string[] | undefined)[] {
  const heard: (readonly string[] | undefined)[] = [];
  notifications.subscribe((topics) => heard.push(topics));
  return heard;
}

describe('notifications', () => {
  it('reach listeners of the process at once, those of others once each, and not their sender again', async () => {
    const near = listenIn(test.database);
    const far = listenIn(other);
    await eventually(() => near.length === 1 && far.length === 1);
    for (const topic of ['a', 'b', 'a']) test.database.notifications.publish(topic);
    expect(near).toEqual([undefined, ['a'], ['b'], ['a']]);
    await eventually(() => far.length === 2);
    expect(far[1]?.toSorted()).toEqual(['a', 'b']);
    other.notifications.publish('c');
    await eventually(() => near.length === 5);
    expect(near[4]).toEqual(['c']);
    expect(far).toHaveLength(3);
  });

  it('are sent before the process ends, and stand for all topics when they are many', async () => {
    const heard = listenIn(test.database);
    await eventually(() => heard.length === 1);
    for (let i = 0; i < 300; i++) other.notifications.publish(`topic:${i}`);
    await other.close();
    await eventually(() => heard.length === 2);
    expect(heard).toEqual([undefined, undefined]);
    other = await Database.open({ url: test.url, poolSize: 2, warn: () => {} });
  });

  it('take one connection, none of the pool, which is opened again when it is lost', async () => {
    const heard = listenIn(test.database);
    await eventually(() => heard.length === 1);
    expect(test.database.statistics.primary.connections.inUse).toBe(0);
    const listening = `select pid from pg_stat_activity where query = 'listen claims_topics' and datname = $1`;
    const name = new URL(test.url).pathname.slice(1);
    await withAdministrator(async (client) => {
      expect((await client.query(listening, [name])).rows).toHaveLength(1);
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen claims_topics' and datname = $1`,
        [name],
      );
    });
    // What was published meanwhile is not known.
    await eventually(() => heard.length === 2);
    expect(heard[1]).toBeUndefined();
    other.notifications.publish('again');
    await eventually(() => heard.length === 3);
    expect(heard[2]).toEqual(['again']);
  });

  it('stay in the process behind a pooler in transaction mode', async () => {
    const pooled = await Database.open({
      url: test.url,
      poolSize: 2,
      pooler: 'transaction',
      warn: () => {},
    });
    try {
      const near = listenIn(pooled);
      const far = listenIn(other);
      await eventually(() => far.length === 1);
      pooled.notifications.publish('a');
      test.database.notifications.publish('b');
      await eventually(() => far.length === 2);
      expect(near).toEqual([['a']]);
      expect(far).toEqual([undefined, ['b']]);
    } finally {
      await pooled.close();
    }
  });
});
