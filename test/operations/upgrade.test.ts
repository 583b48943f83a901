import pg from 'pg';
import { unprepared } from '../../src/database/statement.js';
import { listProducts } from '../../src/services/products/list-products.js';
import type { TestDatabase } from '../support/database.js';
import { createEmptyDatabase, migrateTo } from '../support/empty-database.js';
import { eventually } from '../support/eventually.js';
import { Fixtures } from '../support/fixtures.js';
import { fillWithHistory, writer } from '../support/history.js';
import { SteadyLoad } from '../support/steady-load.js';
import { tableDigests } from '../support/table-digests.js';

/** Well below the ten seconds after which a statement is canceled. */
const MAX_WAIT_MS = 5_000;

let test: TestDatabase;

beforeEach(async () => {
  test = await createEmptyDatabase();
});
afterEach(() => test.drop());

/** Starts clients whose statements are prepared on their connections. */
async function startLoad(): Promise<SteadyLoad> {
  const fixtures = new Fixtures(test.database);
  const organization = await fixtures.organization();
  const products = await Promise.all(Array.from({ length: 6 }, () => fixtures.product(organization)));
  const claims = await Promise.all(['A', 'B', 'C'].map((code) => fixtures.claim(code)));
  const load = new SteadyLoad(test.database, { principal: writer(organization), products, claims });
  await moreRounds(load);
  return load;
}

async function moreRounds(load: SteadyLoad): Promise<void> {
  const enough = load.rounds + 50;
  await eventually(() => load.rounds >= enough);
}

async function countEvents(): Promise<number> {
  return new Fixtures(test.database).count('claim_assignment_event');
}

async function apply(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: test.url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

describe('reads and writes of an instance whose statements are prepared', () => {
  it('go on while everything is applied that a migration may do', async () => {
    await migrateTo(test.url, '0006-cheaper-writes');
    const load = await startLoad();
    await apply(
      'create table verification (gtin text collate "C" primary key references product (gtin))',
      'alter table product add column note text',
      `alter table claim_assignment add column region text not null default 'EU'`,
      'alter table claim_assignment_event add column request_id uuid',
      'alter table claim_assignment add constraint region_check check (char_length(region) < 9) not valid',
      'alter table claim_assignment validate constraint region_check',
      'create index concurrently claim_assignment_region_index on claim_assignment (region)',
      `create or replace function uuid_v7() returns uuid language plpgsql volatile as $$
         begin return gen_random_uuid(); end $$`,
      'analyze',
    );
    await moreRounds(load);
    await load.stop();
    expect(load.failures).toEqual([]);
    expect(load.slowestMs).toBeLessThan(MAX_WAIT_MS);
    expect(await countEvents()).toBe(load.writes);
  });

  it('go on after 0005-faster-ids, and fail at most while it is applied, as the documentation says', async () => {
    await migrateTo(test.url, '0004-sessions');
    const load = await startLoad();
    expect(await migrateTo(test.url, '0005-faster-ids')).toEqual(['0005-faster-ids']);
    await moreRounds(load);
    const failures = load.failures.length;
    await moreRounds(load);
    await load.stop();
    // One language's parser finds the other's text: "syntax error at or near …".
    for (const failure of load.failures) expect(failure).toMatchObject({ code: '42601' });
    expect(load.failures).toHaveLength(failures);
    expect(load.slowestMs).toBeLessThan(MAX_WAIT_MS);
    expect(await countEvents()).toBe(load.writes);
  });

  it('fail at most with a cached plan when 0006-cheaper-writes is applied, as the documentation says', async () => {
    await migrateTo(test.url, '0005-faster-ids');
    const load = await startLoad();
    expect(await migrateTo(test.url, '0006-cheaper-writes')).toEqual(['0006-cheaper-writes']);
    await moreRounds(load);
    await load.stop();
    // "cached plan must not change result type": only of statements that a connection had prepared before.
    for (const failure of load.failures) expect(failure).toMatchObject({ code: '0A000' });
    expect(await countEvents()).toBe(load.writes);
  });
});

describe('a migration that folds texts', () => {
  it('keeps no request of an older instance waiting, and finds what was stored before and meanwhile', async () => {
    await migrateTo(test.url, '0006-cheaper-writes');
    const fixtures = new Fixtures(test.database);
    const organization = await fixtures.organization();
    const before = await fixtures.product(organization, {
      gtin: '09530000000001',
      name: 'Dr.Oetker Pizza',
      brand: 'CAFÉ ÉLITE',
    });
    const load = await startLoad();
    expect(await migrateTo(test.url, '0007-folded-text')).toEqual(['0007-folded-text']);
    await moreRounds(load);
    await load.stop();
    expect(load.failures).toEqual([]);
    expect(load.slowestMs).toBeLessThan(MAX_WAIT_MS);
    // As an older version's import writes it.
    const after = await fixtures.product(organization, {
      gtin: '09530000000002',
      name: 'Salt/Oetker',
      brand: 'Café Élite',
    });
    for (const filter of [{ text: 'oetker' }, { brand: 'café élite' }]) {
      const { rows } = await listProducts(test.database, writer(organization), {}, filter);
      expect(rows.map(({ gtin }) => gtin)).toEqual([before, after]);
    }
  });
});

describe('data', () => {
  it('is the same after the last two migrations', async () => {
    await migrateTo(test.url, '0004-sessions');
    await fillWithHistory(test.database);
    const { 'public.migration': _, ...before } = await tableDigests(test.url);
    await migrateTo(test.url, '0006-cheaper-writes');
    const { 'public.migration': applied, ...after } = await tableDigests(test.url);
    expect(after).toEqual(before);
    expect(applied?.rows).toBe(6);
    const [events] = await test.database.query(
      unprepared<{ n: number }>('select count(*)::int as n from claim_assignment_event'),
    );
    expect(events?.n).toBeGreaterThan(300);
  });
});
