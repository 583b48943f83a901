import type { Database } from '../../src/database/database.js';
import { unprepared } from '../../src/database/statement.js';
import type { Principal } from '../../src/services/principal.js';
import {
  countProducts,
  listProducts,
  type ProductOrderField,
  productOrderFields,
} from '../../src/services/products/list-products.js';
import type { ProductFilter } from '../../src/services/products/product-filter.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Fixtures } from '../support/fixtures.js';
import { writer } from '../support/history.js';

/** Enough products that those with a frequent claim are walked along the list and not sorted. */
const PRODUCTS = 2_400;

let test: TestDatabase;
let database: Database;
let caller: Principal;

/** Claims by how many products carry them: every second one, every third, every hundredth. */
const steps: Readonly<Record<string, number>> = { EVEN: 2, THIRD: 3, SELDOM: 100 };

beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
  const fixtures = new Fixtures(database);
  const organization = await fixtures.organization();
  // Names run another way than GTINs, and some are shared.
  await database.query(
    unprepared(`insert into product (gtin, organization_id, name, brand, created_at)
      select '0952' || lpad(n::text, 10, '0'), $1::uuid, 'Product ' || (n * 7919) % 1500, 'Brand ' || n % 7,
        timestamptz '2026-01-01' + (n * 104729) % 5000 * interval '1 minute'
      from generate_series(1, ${PRODUCTS}) as n`),
    [organization],
  );
  for (const [code, step] of Object.entries(steps)) {
    await database.query(
      unprepared(`insert into claim_assignment (gtin, claim_id, expiration_date)
        select gtin, $1::uuid, case when right(gtin, 1) = '4' then date '2026-01-01' end
        from product where right(gtin, 10)::int % $2 = 0`),
      [await fixtures.claim(code), step],
    );
  }
  for (const code of ['EVEN', 'SELDOM']) {
    await database.query(
      unprepared(`insert into certification_assignment (gtin, certification_id, expiration_date)
        select a.gtin, $2::uuid, a.expiration_date from claim_assignment a join claim c on c.id = a.claim_id
        where c.code = $1`),
      [code, await fixtures.certification(code)],
    );
  }
  caller = writer(organization);
  await database.query(unprepared('analyze'));
});
afterAll(() => test.drop());

/** The products that a list should hold, by other means than the list's statements. */
async function expected(filter: ProductFilter, order: ProductOrderField, descending: boolean) {
  const way = descending ? 'desc' : 'asc';
  const columns = { GTIN: [], NAME: ['name'], CREATED_AT: ['created_at'] }[order];
  const rows = await database.query(
    unprepared<{ gtin: string }>(`select gtin from product p
      where (select count(*) from claim_assignment a join claim c on c.id = a.claim_id
          where a.gtin = p.gtin and c.code = any($1) and a.expiration_date is null) = cardinality($1)
        and (select count(*) from certification_assignment a join certification c on c.id = a.certification_id
          where a.gtin = p.gtin and c.code = any($3) and a.expiration_date is null) = cardinality($3)
        and lower(brand) = coalesce($2, lower(brand))
      order by ${[...columns, 'gtin'].map((column) => `${column} ${way}`)}`),
    [filter.claimCodes ?? [], filter.brand?.toLowerCase() ?? null, filter.certificationCodes ?? []],
  );
  return rows.map(({ gtin }) => gtin);
}

/** All pages of a list, one after the other, from the end when `backward`. */
async function pages(
  filter: ProductFilter,
  field: ProductOrderField,
  descending: boolean,
  backward: boolean,
) {
  const found: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const args = backward ? { last: 100, before: cursor } : { first: 100, after: cursor };
    const direction = descending ? 'DESC' : 'ASC';
    const page = await listProducts(database, caller, args, filter, { field, direction });
    const gtins = page.rows.map(({ gtin }) => gtin);
    found.splice(backward ? 0 : found.length, 0, ...gtins);
    const edge = page.rows.at(backward ? 0 : -1);
    if (!edge || !(backward ? page.hasPreviousPage : page.hasNextPage)) return found;
    cursor = page.cursor(edge);
  }
}

const filters: readonly ProductFilter[] = [
  { claimCodes: ['EVEN'] },
  { claimCodes: ['SELDOM'] },
  { claimCodes: ['EVEN', 'THIRD'] },
  { claimCodes: ['EVEN', 'SELDOM', 'THIRD'] },
  { claimCodes: ['EVEN'], brand: 'BRAND 3' },
  { claimCodes: ['SELDOM'], brand: 'Brand 3' },
  { certificationCodes: ['EVEN'] },
  { certificationCodes: ['EVEN', 'SELDOM'], brand: 'Brand 3' },
  { claimCodes: ['THIRD'], certificationCodes: ['EVEN'] },
];

describe.each(filters.map((filter) => [JSON.stringify(filter), filter] as const))(
  'products(%s)',
  (_, filter) => {
    it('are counted', async () => {
      expect(await countProducts(database, caller, filter)).toBe(
        (await expected(filter, 'GTIN', false)).length,
      );
    });

    it.each(
      productOrderFields.flatMap((field) =>
        [false, true].flatMap((descending) =>
          [false, true].map((backward) => ({ field, descending, backward })),
        ),
      ),
    )('are all found, in order: %j', async ({ field, descending, backward }) => {
      const wanted = await expected(filter, field, descending);
      expect(wanted.length).toBeGreaterThan(0);
      expect(await pages(filter, field, descending, backward)).toEqual(wanted);
    });
  },
);
