import pg from 'pg';
import { unprepared } from '../../src/database/statement.js';
import { readHorizon } from '../../src/services/feed/event-horizon.js';
import { listClaimEvents } from '../../src/services/history/list-claim-events.js';
import { withAdministrator } from '../support/administrator.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Fixtures } from '../support/fixtures.js';

let test: TestDatabase;
let organization: string;
let claim: string;
let gtin: string;
const open: pg.Client[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  const fixtures = new Fixtures(test.database);
  organization = await fixtures.organization();
  claim = await fixtures.claim('NON_GMO');
  gtin = await fixtures.product(organization);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.end()));
});
afterAll(() => test.drop());

const INSERT = `insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor)
  values ($1, $2, 'ASSIGNED', $3, $4)`;

/** A transaction that is open until it is committed or its connection ends. */
async function begin(url = test.url): Promise<{ client: pg.Client; write(actor: string): Promise<unknown> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  open.push(client);
  await client.query('begin');
  return { client, write: (actor) => client.query(INSERT, [gtin, claim, organization, actor]) };
}

/** Writes an event in a transaction of its own. */
const write = (actor: string) => test.database.query(unprepared(INSERT), [gtin, claim, organization, actor]);

/** Who has made the changes that are shown, in the order of the feed, behind those of earlier tests. */
async function shown(since: number): Promise<string[]> {
  const page = await listClaimEvents(test.database, organization, {
    size: 1_000,
    backward: false,
    after: undefined,
    before: undefined,
  });
  return page.rows.slice(since).map(({ actor }) => actor);
}

/**
 * The same once this many are shown. A transaction of another test that ends while the horizon is read holds it back for
 * that one reading.
 */
async function shownSoon(since: number, changes: number): Promise<string[]> {
  await eventually(async () => (await shown(since)).length >= changes);
  return shown(since);
}

/** Committed changes, of which all are shown at last. */
async function count(): Promise<number> {
  const [row] = await test.database.query(
    unprepared<{ count: number }>(`select count(*)::int as count from claim_assignment_event`),
  );
  return row?.count ?? 0;
}

describe('the horizon of the change feed', () => {
  it('is held back by a transaction that has written an event, until it is committed', async () => {
    const before = await count();
    const late = await begin();
    await late.write('first');
    await write('second');
    expect(await shown(before)).toEqual([]);
    await late.client.query('commit');
    expect(await shownSoon(before, 2)).toEqual(['first', 'second']);
  });

  it('moves on when such a transaction is rolled back, or ends with its connection', async () => {
    const before = await count();
    const [canceled, lost] = await Promise.all([begin(), begin()]);
    await canceled.write('canceled');
    await lost.write('lost');
    await write('kept');
    expect(await shown(before)).toEqual([]);
    await canceled.client.query('rollback');
    expect(await shown(before)).toEqual([]);
    await lost.client.end();
    open.splice(open.indexOf(lost.client), 1);
    expect(await shownSoon(before, 1)).toEqual(['kept']);
  });

  it('is not held back by one that has written something else, whose later events come behind', async () => {
    const before = await count();
    const other = await begin();
    await other.client.query('create temporary table staged (line int)');
    await write('first');
    expect(await shownSoon(before, 1)).toEqual(['first']);
    await other.write('second');
    await write('third');
    expect(await shownSoon(before, 1)).toEqual(['first']);
    await other.client.query('commit');
    expect(await shownSoon(before, 3)).toEqual(['first', 'second', 'third']);
  });

  it('is not held back by readers, nor by transactions of other databases', async () => {
    const before = await count();
    const reader = await begin();
    await reader.client.query('select count(*) from claim_assignment_event');
    await reader.client.query('select pg_current_xact_id()');
    const elsewhere = await begin(process.env.CLAIMS_TEST_SERVER);
    await elsewhere.client.query('create temporary table staged (line int)');
    await write('seen');
    expect(await shownSoon(before, 1)).toEqual(['seen']);
  });

  it('is held back by a transaction that is prepared to be committed, until it is', async () => {
    const [setting] = await test.database.query(
      unprepared<{ max: string }>(`select current_setting('max_prepared_transactions') as max`),
    );
    const late = await begin();
    await late.write('prepared');
    const before = await count();
    // Where the server permits none, it is an open transaction all the same.
    const canPrepare = setting?.max !== '0';
    if (canPrepare) await late.client.query(`prepare transaction 'event_horizon_test'`);
    await write('behind');
    expect(await shown(before)).toEqual([]);
    if (canPrepare) await late.client.query(`commit prepared 'event_horizon_test'`);
    else await late.client.query('commit');
    expect(await shownSoon(before, 2)).toEqual(['prepared', 'behind']);
  });

  it('puts a change behind the one that its transaction has waited for, although it began first', async () => {
    const before = await count();
    const [first, second] = [await begin(), await begin()];
    // Transactions are numbered by their first write.
    await second.client.query('create temporary table numbered (line int)');
    await first.client.query('select from product where gtin = $1 for update', [gtin]);
    await first.write('first');
    const waited = second.client.query('select from product where gtin = $1 for update', [gtin]);
    await first.client.query('commit');
    await waited;
    await second.write('second');
    await second.client.query('commit');
    expect(await shownSoon(before, 2)).toEqual(['first', 'second']);
  });

  it('grows with the transactions of the server', async () => {
    const horizon = BigInt(await readHorizon(test.database, 'claim_assignment_event', [organization]));
    await withAdministrator((client) => client.query('select pg_current_xact_id()'));
    expect(
      BigInt(await readHorizon(test.database, 'claim_assignment_event', [organization])),
    ).toBeGreaterThan(horizon);
  });
});
