import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';
import { ask, pageOf } from './lists.js';

/** One product with several claims, and for each period a product that carries the claim PERIODS. */
let gateway: Gateway;
let key: string;
const of: Record<string, string> = {};
const gtins: Record<string, string> = {};

const periods = {
  always: {},
  since: { valid_from: '2026-03-10' },
  until: { expiration_date: '2026-03-20' },
  within: { valid_from: '2026-03-10', expiration_date: '2026-03-20' },
} as const;
const VERIFIED = { source: 'THIRD_PARTY_VERIFIED' };

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  key = await fixtures.key(organization);
  const claim = await fixtures.claim('PERIODS', { category: 'PROCESS' });
  const gtin = await fixtures.product(organization);
  of['claim.assignments'] = shortId(claim);
  of['product.claims'] = gtin;
  for (const [name, period] of Object.entries(periods)) {
    gtins[name] = await fixtures.product(organization);
    await fixtures.assignment(gtins[name]!, claim, { ...period, ...(name === 'within' && VERIFIED) });
    const own = await fixtures.claim(name.toUpperCase(), { category: 'DIETARY' });
    await fixtures.assignment(gtin, own, { ...period, ...(name === 'within' && VERIFIED) });
  }
  const other = await fixtures.claim('OTHER_ONE');
  await fixtures.assignment(gtin, other, { ...VERIFIED, expiration_date: '2020-01-01' });
});
afterAll(() => gateway.close());

type List = 'product.claims' | 'claim.assignments';
const read = (list: List, filter: unknown, args: object = {}) =>
  ask(gateway, key, list, { of: of[list], filter, ...args });
/** Which of the periods a filter keeps. */
async function found(list: List, filter: unknown): Promise<string[]> {
  const { keys, totalCount } = pageOf(await read(list, filter));
  expect(totalCount).toBe(keys.length);
  const names = new Map(Object.entries(gtins).map(([name, gtin]) => [gtin, name]));
  return keys.map((one) => names.get(one) ?? one.toLowerCase()).toSorted();
}

describe.each<List>(['product.claims', 'claim.assignments'])('a filter of %s', (list) => {
  it.each([null, {}, { source: null }, { category: null }, { activeOn: null }])(
    'keeps everything when it says nothing: %j',
    async (filter) => {
      expect(await found(list, filter)).toEqual(await found(list, undefined));
    },
  );

  it.each([
    ['2026-03-09', ['always', 'until']],
    ['2026-03-10', ['always', 'since', 'until', 'within']],
    ['2026-03-15', ['always', 'since', 'until', 'within']],
    ['2026-03-20', ['always', 'since', 'until', 'within']],
    ['2026-03-21', ['always', 'since']],
    ['0001-01-01', ['always', 'until']],
    ['9999-12-31', ['always', 'since']],
  ])('keeps what holds on %s, both bounds included', async (activeOn, expected) => {
    const names = await found(list, { activeOn });
    expect(names.filter((name) => name !== 'other_one')).toEqual(expected);
  });

  it('matches the source', async () => {
    const names = await found(list, { source: 'THIRD_PARTY_VERIFIED' });
    expect(names).toEqual(list === 'product.claims' ? ['other_one', 'within'] : ['within']);
    expect(await found(list, { source: 'BRAND_SELF_DECLARED' })).toEqual(['always', 'since', 'until']);
  });

  it("matches the claim's category", async () => {
    const all = ['always', 'since', 'until', 'within'];
    expect(await found(list, { category: 'DIETARY' })).toEqual(list === 'product.claims' ? all : []);
    expect(await found(list, { category: 'PROCESS' })).toEqual(list === 'product.claims' ? [] : all);
  });

  it('has all its members to fit', async () => {
    const category = list === 'product.claims' ? 'DIETARY' : 'PROCESS';
    const filter = { source: 'BRAND_SELF_DECLARED', category, activeOn: '2026-03-21' };
    expect(await found(list, filter)).toEqual(['always', 'since']);
    expect(await found(list, { ...filter, source: 'THIRD_PARTY_VERIFIED' })).toEqual([]);
  });

  it('is read page by page from either end', async () => {
    const filter = { source: 'BRAND_SELF_DECLARED' };
    const { keys } = pageOf(await read(list, filter));
    const first = pageOf(await read(list, filter, { first: 2 }));
    const second = pageOf(await read(list, filter, { first: 2, after: first.pageInfo.endCursor }));
    expect([...first.keys, ...second.keys]).toEqual(keys);
    expect(second).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    const back = pageOf(await read(list, filter, { last: 2, before: second.pageInfo.startCursor }));
    expect(back.keys).toEqual(first.keys);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '10.03.2026',
    '2026-03-10T00:00:00Z',
    '0000-01-01',
    '',
    'today',
    '\0',
  ])('is refused with activeOn: %j', async (activeOn) => {
    const answer = await read(list, { activeOn });
    expect(onlyError(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(places(answer)).toEqual([['filter', 'activeOn']]);
  });

  it('is refused with a date that is no text', async () => {
    expect(places(await read(list, { activeOn: 20260310 }))).toEqual([['filter', 'activeOn']]);
  });
});

describe('one filter over several products', () => {
  it('keeps what fits of each', async () => {
    const { body } = await gateway.graphql(
      `{ products { nodes { claims(filter: { activeOn: "2026-03-21", category: PROCESS }) {
        totalCount nodes { product { gtin } } } } } }`,
      { key },
    );
    const kept = body.data.products.nodes.flatMap((product: any) => product.claims.nodes);
    expect(kept.map((node: any) => node.product.gtin)).toEqual([gtins.always, gtins.since]);
    expect(body.data.products.nodes.map((product: any) => product.claims.totalCount)).toEqual([
      0, 1, 1, 0, 0,
    ]);
  });
});

it('a list keeps its statements apart, whichever filters are sent on one connection', async () => {
  // Evidence is not prefetched, so that the list has a statement of its own.
  for (let round = 0; round < 3; round++) {
    for (const filter of ['', '(filter: { validity: [EXPIRED] })', '(filter: { validity: [UPCOMING] })']) {
      const query = `{ product(gtin: "${of['product.claims']}") { claims${filter} { nodes { evidenceNote } } } }`;
      const { body } = await gateway.graphql(query, { key });
      expect(body.errors).toBeUndefined();
    }
  }
});
