import { unprepared } from '../../src/database/statement.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { itOnWholeTables } from '../support/whole-tables.js';
import { ask, pageOf } from './lists.js';

/** Enough that PostgreSQL does not read the table whole for want of anything faster. */
const PRODUCTS = 20_000;

let gateway: Gateway;
let organization: string;
let key: string;

beforeAll(async () => {
  gateway = await startGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  await gateway.database.query(
    unprepared(`insert into product (gtin, organization_id, name, brand)
      select '0950' || lpad(n::text, 10, '0'), $1::uuid, 'Oat Drink ' || n, 'Brand ' || n % 100
      from generate_series(1, ${PRODUCTS}) as n`),
    [organization],
  );
  await gateway.database.query(unprepared('analyze product'));
  await gateway.fixtures.product(organization, { gtin: '00000096385074', name: 'Eight' });
  await gateway.fixtures.product(organization, { gtin: '00614141000036', name: 'Twelve' });
  await gateway.fixtures.product(organization, { gtin: '09520000000011', name: 'As in 96385074' });
  await gateway.fixtures.product(organization, { gtin: '19520000000018', name: 'Lot 09638507400000' });
});
afterAll(() => gateway.close());

const read = (filter: object) => ask(gateway, key, 'products', { filter });

describe('a text of digits', () => {
  it.each([
    ['96385074', ['00000096385074', '09520000000011']],
    ['0096385074', ['00000096385074']],
    ['00000096385074', ['00000096385074']],
    ['614141000036', ['00614141000036']],
    ['0614141000036', ['00614141000036']],
    [' 9520000000011\n', ['09520000000011']],
    ['９６３８５０７４', ['00000096385074', '09520000000011']],
    ['19520000000018', ['19520000000018']],
    ['09638507', ['19520000000018']],
  ])('%j finds the product with that GTIN, and those with a word that begins so', async (text, gtins) => {
    const { keys, totalCount } = pageOf(await read({ text }));
    expect(keys).toEqual(gtins);
    expect(totalCount).toBe(gtins.length);
  });

  it.each(['9638507', '000000096385074', '96385074 eight', '9638-5074', '-96385074x'])(
    '%j, which is no GTIN, finds no product by it',
    async (text) => {
      expect(pageOf(await read({ text })).keys).not.toContain('00000096385074');
    },
  );

  it('beside another filter finds what fits both', async () => {
    expect(pageOf(await read({ text: '96385074', gtins: ['9520000000011'] })).keys).toEqual([
      '09520000000011',
    ]);
    expect(pageOf(await read({ text: '96385074', brand: 'Brand 7' })).keys).toEqual([]);
  });

  itOnWholeTables('is looked up in indexes, by a page and by its count', async () => {
    const plans: string[] = [];
    gateway.database.observer = ({ text }, values) => {
      if (/search_words/.test(text)) plans.push(text, JSON.stringify(values));
    };
    await read({ text: '9500000012345' });
    gateway.database.observer = undefined;
    expect(plans).toHaveLength(4);
    for (let i = 0; i < plans.length; i += 2) {
      const rows = await gateway.database.query(
        unprepared<Record<string, string>>(`explain ${plans[i]}`),
        JSON.parse(plans[i + 1] ?? '[]'),
      );
      const plan = rows.map((row) => Object.values(row)[0]).join('\n');
      expect(plan).toContain('product_words_index');
      expect(plan).toContain('product_pkey');
      expect(plan).not.toMatch(/Seq Scan|Index Scan using product_pkey/);
    }
  });
});
