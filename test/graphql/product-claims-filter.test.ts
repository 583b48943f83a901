import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';

/** Products by what they carry: codes, each with what its assignment is beside valid without an end. */
const PRODUCTS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  none: {},
  vegan: { VEGAN: {} },
  both: { VEGAN: { source: 'THIRD_PARTY_VERIFIED' }, KOSHER: { expiration_date: '2099-06-30' } },
  kosher: { KOSHER: { expiration_date: '2099-12-31' } },
  expired: { VEGAN: { expiration_date: '2020-12-31' } },
  fair: { FAIR_TRADE: { source: 'THIRD_PARTY_VERIFIED' } },
};

let gateway: Gateway;
let organization: string;
let other: string;
let key: string;
const names = new Map<string, string>();

const LIST = `query ($filter: ProductFilter, $orderBy: ProductOrder) {
  products(filter: $filter, orderBy: $orderBy) { totalCount nodes { gtin } } }`;
const ask = (filter: object, orderBy?: object) =>
  gateway.graphql(LIST, { key, variables: { filter, orderBy } });

/** Names of the products that a filter keeps, checked by number and in each order. */
async function found(filter: object): Promise<string[]> {
  const { nodes, totalCount } = (await ask(filter)).body.data.products;
  expect(totalCount).toBe(nodes.length);
  const byName = (await ask(filter, { field: 'NAME', direction: 'DESC' })).body.data.products.nodes;
  expect(byName).toEqual(nodes.toReversed());
  return nodes.map(({ gtin }: { gtin: string }) => names.get(gtin));
}

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  organization = await fixtures.organization('Meadow Foods');
  other = await fixtures.organization('Another');
  key = await fixtures.key(organization);
  const claims: Record<string, string> = {
    VEGAN: await fixtures.claim('VEGAN', { category: 'DIETARY' }),
    KOSHER: await fixtures.claim('KOSHER', { category: 'DIETARY' }),
    FAIR_TRADE: await fixtures.claim('FAIR_TRADE', { category: 'SUSTAINABILITY' }),
  };
  await fixtures.claim('SPARE', { category: 'PROCESS' });
  for (const [name, carried] of Object.entries(PRODUCTS)) {
    const gtin = await fixtures.product(name === 'fair' ? other : organization, { brand: 'Meadow' });
    names.set(gtin, name);
    for (const [code, values] of Object.entries(carried)) {
      await fixtures.assignment(gtin, claims[code]!, values as Readonly<Record<string, unknown>>);
    }
  }
});
afterAll(() => gateway.close());

describe('products(filter: { claims })', () => {
  it.each<[object, string[]]>([
    [{ all: ['vegan'] }, ['vegan', 'both']],
    [{ all: ['VEGAN', 'KOSHER'] }, ['both']],
    [{ all: ['VEGAN', 'NO_SUCH_CODE'] }, []],
    [{ all: [] }, ['none', 'vegan', 'both', 'kosher', 'expired', 'fair']],
    [{ any: ['KOSHER', 'fair_trade'] }, ['both', 'kosher', 'fair']],
    [{ any: ['KOSHER', 'NO_SUCH_CODE'] }, ['both', 'kosher']],
    [{ any: ['NO_SUCH_CODE'] }, []],
    [{ any: [] }, []],
    [{ none: ['VEGAN'] }, ['none', 'kosher', 'expired', 'fair']],
    [{ none: ['VEGAN', 'KOSHER', 'NO_SUCH_CODE'] }, ['none', 'expired', 'fair']],
    [{ none: [] }, ['none', 'vegan', 'both', 'kosher', 'expired', 'fair']],
    [{ none: [], source: 'THIRD_PARTY_VERIFIED' }, ['none', 'vegan', 'both', 'kosher', 'expired', 'fair']],
    [{ all: [], category: 'DIETARY' }, ['none', 'vegan', 'both', 'kosher', 'expired', 'fair']],
    [{ all: ['KOSHER'], none: ['VEGAN'] }, ['kosher']],
    [{ all: ['VEGAN'], any: ['KOSHER', 'FAIR_TRADE'] }, ['both']],
    [{ any: ['VEGAN', 'KOSHER'], none: ['VEGAN'] }, ['kosher']],
  ])('%j: by codes', async (claims, expected) => {
    expect(await found({ claims })).toEqual(expected);
  });

  it.each<[object, string[]]>([
    [{ category: 'DIETARY' }, ['vegan', 'both', 'kosher']],
    [{ category: 'PROCESS' }, []],
    [{ source: 'THIRD_PARTY_VERIFIED' }, ['both', 'fair']],
    [{ source: 'THIRD_PARTY_VERIFIED', category: 'DIETARY' }, ['both']],
    [{ expiresFrom: '2099-07-01' }, ['kosher']],
    [{ expiresFrom: '2099-01-01', expiresUntil: '2099-06-30' }, ['both']],
    [{ expiresUntil: '2020-12-31' }, []],
    [{ expiresUntil: '2020-12-31', activeOn: '2020-12-31' }, ['expired']],
    [{ activeOn: '2020-12-31' }, ['vegan', 'both', 'kosher', 'expired', 'fair']],
    [{}, ['none', 'vegan', 'both', 'kosher', 'expired', 'fair']],
    [{ source: null, any: null, activeOn: null }, ['none', 'vegan', 'both', 'kosher', 'expired', 'fair']],
  ])('%j: alone, one such assignment', async (claims, expected) => {
    expect(await found({ claims })).toEqual(expected);
  });

  it.each<[object, string[]]>([
    [{ all: ['VEGAN'], source: 'THIRD_PARTY_VERIFIED' }, ['both']],
    [{ all: ['VEGAN'], category: 'SUSTAINABILITY' }, []],
    [{ all: ['VEGAN'], activeOn: '2020-12-31' }, ['vegan', 'both', 'expired']],
    [{ any: ['VEGAN', 'FAIR_TRADE'], category: 'SUSTAINABILITY' }, ['fair']],
    [{ none: ['VEGAN'], source: 'THIRD_PARTY_VERIFIED' }, ['none', 'vegan', 'kosher', 'expired', 'fair']],
    [
      { none: ['VEGAN', 'KOSHER'], category: 'SUSTAINABILITY' },
      ['none', 'vegan', 'both', 'kosher', 'expired', 'fair'],
    ],
  ])('%j: only such assignments count', async (claims, expected) => {
    expect(await found({ claims })).toEqual(expected);
  });

  it('is combined with other conditions', async () => {
    const organizationId = `organization.${shortId(organization)}`;
    expect(await found({ claims: { any: ['VEGAN', 'FAIR_TRADE'] }, organizationId })).toEqual([
      'vegan',
      'both',
    ]);
    expect(await found({ claims: { none: ['VEGAN'] }, organizationId: other })).toEqual(['fair']);
    expect(await found({ claims: { all: ['KOSHER'] }, brand: 'MEADOW', text: 'product' })).toEqual([
      'both',
      'kosher',
    ]);
  });

  it.each<[object, string[]]>([
    [{ claims: { any: Array(11).fill('VEGAN') } }, ['filter', 'claims', 'any']],
    [{ claims: { all: Array(11).fill('VEGAN') } }, ['filter', 'claims', 'all']],
    [
      { claims: { expiresFrom: '2026-02-02', expiresUntil: '2026-02-01' } },
      ['filter', 'claims', 'expiresUntil'],
    ],
    [{ claims: { activeOn: '2026-02-30' } }, ['filter', 'claims', 'activeOn']],
    [{ claims: { all: ['VEGAN'] }, claimCodes: ['KOSHER'] }, ['filter', 'claimCodes']],
    [{ organizationId: 'nothing' }, ['filter', 'organizationId']],
  ])('%j is refused', async (filter, place) => {
    const answer = await ask(filter);
    expect(answer.body.data).toEqual({ products: null });
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toEqual([place]);
  });

  it('names the first issue in the message', async () => {
    const answer = await ask({ claims: { any: Array(11).fill('VEGAN'), none: Array(12).fill('VEGAN') } });
    expect(onlyError(answer).message).toBe(
      'Validation error: filter.claims.any: List should have at most 10 items (and 1 more).',
    );
  });
});

describe('the products of an organization', () => {
  const MINE = `query ($filter: ProductFilter) { viewer { id organization { products(filter: $filter) {
    totalCount nodes { gtin claims { totalCount } } } } } }`;

  it("are those of the caller's, and fit a filter", async () => {
    const { viewer } = (await gateway.graphql(MINE, { key })).body.data;
    expect(viewer.id).toMatch(/^key\./);
    const mine = viewer.organization.products;
    expect(mine.nodes.map(({ gtin }: { gtin: string }) => names.get(gtin))).toEqual([
      'none',
      'vegan',
      'both',
      'kosher',
      'expired',
    ]);
    expect(mine.totalCount).toBe(5);
    const filter = { claims: { all: ['KOSHER'] } };
    const filtered = await gateway.graphql(MINE, { key, variables: { filter } });
    expect(filtered.body.data.viewer.organization.products.totalCount).toBe(2);
  });

  it('have no other owner', async () => {
    const answer = await gateway.graphql(MINE, { key, variables: { filter: { organizationId: other } } });
    expect(places(answer)).toEqual([['filter', 'organizationId']]);
  });
});

describe('facets', () => {
  const FACETS = `query ($filter: ProductFilter, $first: Int) { products(first: 0, filter: $filter) { facets {
    claims(first: $first) { claim { code } count } categories { category count }
    sources { source count } brands(first: $first) { brand count } } } }`;
  const facetsOf = async (filter?: object, first?: number) => {
    const { body } = await gateway.graphql(FACETS, { key, variables: { filter, ...(first && { first }) } });
    expect(body.errors).toBeUndefined();
    return body.data.products.facets;
  };

  it('count the products that carry something today, the most frequent first', async () => {
    expect(await facetsOf()).toEqual({
      claims: [
        { claim: { code: 'KOSHER' }, count: 2 },
        { claim: { code: 'VEGAN' }, count: 2 },
        { claim: { code: 'FAIR_TRADE' }, count: 1 },
      ],
      categories: [
        { category: 'DIETARY', count: 3 },
        { category: 'SUSTAINABILITY', count: 1 },
      ],
      sources: [
        { source: 'BRAND_SELF_DECLARED', count: 3 },
        { source: 'THIRD_PARTY_VERIFIED', count: 2 },
      ],
      brands: [{ brand: 'Meadow', count: 6 }],
    });
  });

  it('count what fits the filter', async () => {
    expect(await facetsOf({ claims: { all: ['KOSHER'] } })).toEqual({
      claims: [
        { claim: { code: 'KOSHER' }, count: 2 },
        { claim: { code: 'VEGAN' }, count: 1 },
      ],
      categories: [{ category: 'DIETARY', count: 2 }],
      sources: [
        { source: 'BRAND_SELF_DECLARED', count: 2 },
        { source: 'THIRD_PARTY_VERIFIED', count: 1 },
      ],
      brands: [{ brand: 'Meadow', count: 2 }],
    });
    expect(await facetsOf({ organizationId: other, text: 'product' })).toMatchObject({
      claims: [{ claim: { code: 'FAIR_TRADE' }, count: 1 }],
      brands: [{ brand: 'Meadow', count: 1 }],
    });
    const nothing = { claims: [], categories: [], sources: [], brands: [] };
    expect(await facetsOf({ claims: { any: ['NO_SUCH_CODE'] } })).toEqual(nothing);
    expect(await facetsOf({ claims: { none: ['VEGAN', 'KOSHER', 'FAIR_TRADE'] } })).toEqual({
      ...nothing,
      brands: [{ brand: 'Meadow', count: 2 }],
    });
  });

  it('are cut', async () => {
    expect((await facetsOf(undefined, 1)).claims).toEqual([{ claim: { code: 'KOSHER' }, count: 2 }]);
  });

  it.each([0, -1, 101])('are refused for %i rows', async (first) => {
    const answer = await gateway.graphql(
      'query ($first: Int!) { products(first: 0) { facets { claims(first: $first) { count } } } }',
      { key, variables: { first } },
    );
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toEqual([['first']]);
  });
});
