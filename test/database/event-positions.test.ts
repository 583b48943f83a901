import pg from 'pg';
import type { EventTable } from '../../src/database/event-tables.js';
import { migrate } from '../../src/database/migrate.js';
import { unprepared } from '../../src/database/statement.js';
import { assignClaim } from '../../src/services/assignments/assign-claim.js';
import { assignCertification } from '../../src/services/certification-assignments/assign-certification.js';
import type { TestDatabase } from '../support/database.js';
import { createEmptyDatabase, migrateTo } from '../support/empty-database.js';
import { eventually } from '../support/eventually.js';
import { Fixtures } from '../support/fixtures.js';
import { writer } from '../support/history.js';
import { SteadyLoad } from '../support/steady-load.js';

const INDEX = 'claim_assignment_event_organization_id_position_id_index';

let test: TestDatabase;
let fixtures: Fixtures;
beforeEach(async () => {
  test = await createEmptyDatabase();
  fixtures = new Fixtures(test.database);
});
afterEach(() => test.drop());

/** The positions of all events of a table, in the order in which they were written. */
async function positions(table: EventTable = 'claim_assignment_event'): Promise<bigint[]> {
  const rows = await test.database.query(
    unprepared<{ position: string }>(`select position from ${table} order by at, id`),
  );
  return rows.map(({ position }) => BigInt(position));
}

async function indexIsValid(): Promise<boolean | undefined> {
  const [row] = await test.database.query(
    unprepared<{ valid: boolean }>(
      'select indisvalid as valid from pg_index where indexrelid = to_regclass($1)',
    ),
    [INDEX],
  );
  return row?.valid;
}

/** Assigns a new claim to a new product. */
async function assign(organization: string): Promise<void> {
  const gtin = await fixtures.product(organization);
  const claimId = await fixtures.claim(`CLAIM_${gtin}`);
  await assignClaim(test.database, writer(organization), { gtin, claimId });
}

/** Assigns a new certification to a new product. */
async function certify(organization: string): Promise<void> {
  const gtin = await fixtures.product(organization);
  const certificationId = await fixtures.certification(`CERTIFICATION_${gtin}`);
  await assignCertification(test.database, writer(organization), { gtin, certificationId });
}

describe('positions of events', () => {
  it('are 0 for those that exist, and grow for those that an older instance writes', async () => {
    await migrateTo(test.url, '0008-lists-of-assignments');
    const organization = await fixtures.organization();
    const products = await Promise.all(Array.from({ length: 6 }, () => fixtures.product(organization)));
    const claims = await Promise.all(['A', 'B'].map((code) => fixtures.claim(code)));
    const load = new SteadyLoad(test.database, { principal: writer(organization), products, claims });
    const rounds = (count: number) => eventually(() => load.rounds >= count);
    await rounds(30);
    const applied = await migrate(test.database);
    expect(applied).toContain('0010-event-positions');
    await rounds(load.rounds + 30);
    await load.stop();
    expect(load.failures).toEqual([]);
    const found = await positions();
    expect(found).toHaveLength(load.writes);
    expect(found.filter((position) => position === 0n).length).toBeGreaterThan(0);
    expect(found.at(-1)).toBeGreaterThan(0n);
    expect(await indexIsValid()).toBe(true);
  });

  it('have their index completed by the next migration when its build was broken off', async () => {
    await migrate(test.database);
    const client = new pg.Client({ connectionString: test.url });
    await client.connect();
    // As a build leaves it that was canceled.
    await client.query(`update pg_index set indisvalid = false where indexrelid = '${INDEX}'::regclass`);
    await client.end();
    expect(await indexIsValid()).toBe(false);
    await migrate(test.database);
    expect(await indexIsValid()).toBe(true);
  });

  it('follow those of a server that had counted more transactions, once the restored database is migrated', async () => {
    await migrate(test.database);
    const organization = await fixtures.organization();
    await assign(organization);
    const restored = 1_000_000_000_000n;
    await test.database.query(unprepared('update claim_assignment_event set position = $1'), [`${restored}`]);
    expect(await migrate(test.database)).toEqual([]);
    await assign(organization);
    const [before, after] = await positions();
    expect(before).toBe(restored);
    expect(after).toBeGreaterThan(restored);
    await test.database.query(unprepared('update claim_assignment_event set position = 0'));
    await certify(organization);
    const beyond = restored * 2n;
    await test.database.query(unprepared('update certification_assignment_event set position = $1'), [
      `${beyond}`,
    ]);
    expect(await migrate(test.database)).toEqual([]);
    await certify(organization);
    const [, last] = await positions('certification_assignment_event');
    expect(last).toBeGreaterThan(beyond);
    const offset = async () =>
      (await test.database.query(unprepared('select event_position_offset() as "offset"')))[0];
    const raised = await offset();
    await migrate(test.database);
    expect(await offset()).toEqual(raised);
  });
});
