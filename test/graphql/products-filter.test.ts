import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';
import { ask, pageOf } from './lists.js';

let gateway: Gateway;
let organization: string;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
});
afterAll(() => gateway.close());

const product = (gtin: string, values: { name?: string; brand?: string } = {}) =>
  gateway.fixtures.product(organization, { gtin, ...values });
const read = (filter: unknown, args: object = {}) => ask(gateway, key, 'products', { filter, ...args });
/** The GTINs that a filter keeps, which their number agrees with. */
async function found(filter: unknown): Promise<string[]> {
  const { keys, totalCount } = pageOf(await read(filter, { first: 100 }));
  expect(totalCount).toBe(keys.length);
  return keys;
}

describe('a filter without members', () => {
  beforeAll(() => product('09520000000001', { brand: 'Nobody' }));

  it.each([
    null,
    {},
    { gtins: null },
    { text: null },
    { brand: null },
    { claimCodes: null },
    { claimCodes: [] },
    { gtins: null, text: null, brand: null, claimCodes: null },
  ])('keeps everything: %j', async (filter) => {
    expect(await found(filter)).toEqual(await found(undefined));
  });
});

describe('gtins', () => {
  beforeAll(async () => {
    for (const gtin of ['00000096385074', '00614141000036', '09520000000101']) await product(gtin);
  });

  it('keeps these products, in the order of the list', async () => {
    const gtins = ['09520000000101', '00000096385074'];
    expect(await found({ gtins })).toEqual(gtins.toReversed());
  });

  it('takes numbers of fewer digits', async () => {
    const gtins = ['96385074', '614141000036', '0614141000036'];
    expect(await found({ gtins })).toEqual(['00000096385074', '00614141000036']);
  });

  it('passes over unknown and repeated ones', async () => {
    const gtins = ['09529999999999', '09520000000101', '9520000000101'];
    expect(await found({ gtins })).toEqual(['09520000000101']);
  });

  it('keeps nothing when it is empty', async () => {
    expect(await found({ gtins: [] })).toEqual([]);
  });

  it('takes one value for a list of one', async () => {
    expect(await found({ gtins: '96385074' })).toEqual(['00000096385074']);
  });

  it('takes 100', async () => {
    const gtins = Array.from({ length: 100 }, (_, n) => `09520000000${String(n + 100)}`);
    expect(await found({ gtins })).toEqual(['09520000000101']);
  });

  it('refuses 101', async () => {
    const answer = await read({ gtins: Array.from({ length: 101 }, () => '96385074') });
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toEqual([['filter', 'gtins']]);
  });

  it('names the index of each wrong one', async () => {
    const answer = await read({ gtins: ['96385074', '1234567', '96385074', '１２３４５６７８'] });
    expect(places(answer)).toEqual([
      ['filter', 'gtins', 1],
      ['filter', 'gtins', 3],
    ]);
  });
});

describe('brand', () => {
  beforeAll(async () => {
    await product('09521000000001', { brand: 'Meadow Foods' });
    await product('09521000000002', { brand: 'MEADOW FOODS' });
    await product('09521000000003', { brand: 'Meadow' });
    await product('09521000000004', { brand: 'Crème Élan' });
    await product('09521000000005', { brand: '100%_\\' });
    await product('09521000000006', { brand: '100xyz' });
    await product('09521000000007', { brand: '' });
  });

  it.each([
    ['meadow foods', ['09521000000001', '09521000000002']],
    ['Meadow', ['09521000000003']],
    ['Mead', []],
    ['Meadow ', []],
    ['CRÈME ÉLAN', ['09521000000004']],
    ['100%_\\', ['09521000000005']],
    ['100%', []],
    ["'; drop table product; --", []],
  ])('%j matches whole, in letters of either case', async (brand, gtins) => {
    expect(await found({ brand })).toEqual(gtins);
  });

  it('keeps products without a brand when it is empty', async () => {
    expect(await found({ brand: '' })).toContain('09521000000007');
    expect(await found({ brand: '' })).not.toContain('09521000000001');
  });

  it.each(['a\0', '\ud800'])('refuses %j', async (brand) => {
    const answer = await read({ brand });
    expect(onlyError(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(places(answer)).toEqual([['filter', 'brand']]);
  });
});

describe('claimCodes', () => {
  const gtin = (n: number) => `0952200000000${n}`;
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

  beforeAll(async () => {
    const vegan = await gateway.fixtures.claim('VEGAN');
    const kosher = await gateway.fixtures.claim('KOSHER');
    await gateway.fixtures.claim('NOBODYS');
    const periods = [
      { valid_from: null, expiration_date: null },
      { valid_from: day(0), expiration_date: day(0) },
      { valid_from: day(-9), expiration_date: day(-1) },
      { valid_from: day(1), expiration_date: null },
    ];
    for (const [n, period] of periods.entries()) {
      await gateway.fixtures.assignment(await product(gtin(n)), vegan, period);
    }
    await gateway.fixtures.assignment(gtin(1), kosher);
    await gateway.fixtures.assignment(gtin(2), kosher);
    await gateway.fixtures.assignment(await product(gtin(4)), kosher);
  });

  it('keeps products that carry the claim today, both days included', async () => {
    expect(await found({ claimCodes: ['VEGAN'] })).toEqual([gtin(0), gtin(1)]);
  });

  it('keeps those that carry all of several', async () => {
    expect(await found({ claimCodes: ['KOSHER', 'VEGAN'] })).toEqual([gtin(1)]);
  });

  it('takes a repeated code once', async () => {
    expect(await found({ claimCodes: ['VEGAN', 'VEGAN'] })).toEqual([gtin(0), gtin(1)]);
  });

  it.each([['NOBODYS'], ['UNKNOWN'], ['VEGAN', 'UNKNOWN'], ['VEGA%'], ['']])(
    'keeps nothing for %j',
    async (...claimCodes) => {
      expect(await found({ claimCodes })).toEqual([]);
    },
  );

  it('takes 10', async () => {
    const claimCodes = Array.from({ length: 10 }, () => 'VEGAN');
    expect(await found({ claimCodes })).toEqual([gtin(0), gtin(1)]);
  });

  it('refuses 11', async () => {
    const answer = await read({ claimCodes: Array.from({ length: 11 }, () => 'VEGAN') });
    expect(places(answer)).toEqual([['filter', 'claimCodes']]);
  });

  it('names the index of a wrong one', async () => {
    expect(places(await read({ claimCodes: ['VEGAN', 'a\0'] }))).toEqual([['filter', 'claimCodes', 1]]);
  });
});

describe('members of a filter together', () => {
  const gtins = ['09523000000001', '09523000000002', '09523000000003', '09523000000004', '09523000000005'];

  beforeAll(async () => {
    const claim = await gateway.fixtures.claim('HALAL');
    const rows = [
      { name: 'Rye bread', brand: 'Mill' },
      { name: 'Rye bread', brand: 'Other' },
      { name: 'Oat bread', brand: 'Mill' },
      { name: 'Rye bread', brand: 'Mill' },
      { name: 'Rye toast', brand: 'Mill' },
    ];
    for (const [n, values] of rows.entries()) {
      await product(gtins[n]!, values);
      if (n !== 3) await gateway.fixtures.assignment(gtins[n]!, claim);
    }
  });
  const filter = { text: 'rye', brand: 'mill', claimCodes: ['HALAL'] };

  it('have all to fit', async () => {
    expect(await found(filter)).toEqual([gtins[0], gtins[4]]);
    expect(await found({ ...filter, gtins: gtins.slice(1) })).toEqual([gtins[4]]);
  });

  it('go with any order and either end', async () => {
    const orderBy = { field: 'NAME', direction: 'DESC' };
    const page = pageOf(await read(filter, { orderBy, last: 1 }));
    expect(page).toMatchObject({ keys: [gtins[0]], totalCount: 2, pageInfo: { hasPreviousPage: true } });
    const before = page.cursors[0];
    expect(pageOf(await read(filter, { orderBy, last: 1, before })).keys).toEqual([gtins[4]]);
  });

  it('are all named when they are wrong', async () => {
    const wrong = { gtins: ['x'], text: '\0', brand: '\0', claimCodes: ['\0'] };
    expect(places(await read(wrong))).toEqual([
      ['filter', 'gtins', 0],
      ['filter', 'text'],
      ['filter', 'brand'],
      ['filter', 'claimCodes', 0],
    ]);
  });

  it('stand in a document as they do in variables', async () => {
    const { body } = await gateway.graphql(
      `query ($brand: String) { products(filter: { brand: $brand, text: "toast", claimCodes: "HALAL" },
        orderBy: { field: NAME }) { nodes { gtin } } }`,
      { key, variables: { brand: 'Mill' } },
    );
    expect(body.data.products.nodes).toEqual([{ gtin: gtins[4] }]);
  });
});
