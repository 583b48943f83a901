import { unprepared } from '../../src/database/statement.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  const fixtures = new Fixtures(test.database);
  const organization = await fixtures.organization();
  for (let i = 0; i < 50; i++) await fixtures.claim(`CLAIM_${i}`);
  await test.database.query(
    unprepared(`
insert into product (gtin, organization_id, name)
select lpad(i::text, 14, '0'), $1::uuid, 'Product ' || i from generate_series(1, 20000) i`),
    [organization],
  );
  // In an order in which the assignments of a product do not lie beside each other, as an import stores them.
  await test.database.query(
    unprepared(`
insert into claim_assignment (gtin, claim_id)
select p.gtin, c.id from product p, (select id, row_number() over (order by code) as place from claim) c
where (c.place + p.gtin::bigint) % 10 = 0 order by c.id, md5(p.gtin)`),
  );
  await test.database.query(unprepared('analyze product, claim_assignment'));
});
afterAll(() => test.drop());

/** The indexes that the plan of a statement reads. */
async function indexesOf(sql: string): Promise<string[]> {
  const rows = await test.database.query(unprepared<{ 'QUERY PLAN': string }>(`explain ${sql}`));
  return rows.flatMap((row) => /(?:using|Index Scan on) (\w+)/.exec(row['QUERY PLAN'])?.[1] ?? []);
}

describe('assignments that were imported at one moment', () => {
  it('are read by the key of their product, not through every moment of a last change', async () => {
    expect(await indexesOf(`select * from claim_assignment where gtin = '00000000000001'`)).toEqual([
      'claim_assignment_pkey',
    ]);
  });

  it('are read by the keys of many products', async () => {
    const read = await indexesOf(`
select a.* from unnest(array['00000000000001', '00000000000002']) w (gtin)
join claim_assignment a on a.gtin = w.gtin`);
    expect(read).toEqual(['claim_assignment_pkey']);
  });

  it('are listed by the time of the last change in the order of an index', async () => {
    const read = await indexesOf(`
select * from claim_assignment order by updated_at, gtin, claim_id limit 26`);
    expect(read).toEqual(['claim_assignment_updated_at_index']);
  });
});
