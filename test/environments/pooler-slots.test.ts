import pg from 'pg';
import { prepared, unprepared } from '../../src/database/statement.js';
import { describeWithPgBouncer } from '../support/pgbouncer.js';
import { flood, openPooled, Poolers } from '../support/poolers.js';

describeWithPgBouncer('behind a pooler with fewer connections than our pool', () => {
  let poolers: Poolers;
  beforeAll(async () => {
    poolers = await Poolers.create();
  });
  afterAll(() => poolers.remove());

  it('requests take turns', async () => {
    const url = await poolers.start({ default_pool_size: 2 });
    const database = await openPooled(url);
    expect(await flood(database, 120)).toHaveLength(120);
    await database.close();
  });

  it('a request that finds none within the time limit is a 503', async () => {
    const url = await poolers.start({ default_pool_size: 1 });
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('begin');
    const database = await openPooled(url);
    const waits = [
      database.query(unprepared('select 1')),
      database.query(prepared('one', 'select 1')),
      database.transaction((client) => client.query('select 1')),
    ];
    const outcomes = await Promise.allSettled(waits);
    expect(outcomes).toMatchObject(
      waits.map(() => ({ status: 'rejected', reason: { code: 'service_unavailable' } })),
    );
    expect(outcomes[0]).toMatchObject({
      reason: { cause: { message: expect.stringContaining('the pooler has no connection') } },
    });
    await holder.query('commit');
    expect(await flood(database, 20)).toHaveLength(20);
    await holder.end();
    await database.close();
  });

  it('requests wait for the connections that the pooler has accepted', async () => {
    const url = await poolers.start({ max_client_conn: 3 });
    const database = await openPooled(url);
    expect(await flood(database, 120)).toHaveLength(120);
    await database.close();
  });
});
