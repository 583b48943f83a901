import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';
import { ask, pageOf } from './lists.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  key = await gateway.fixtures.key(await gateway.fixtures.organization());
  const claims: [string, string, string][] = [
    ['GLUTEN_FREE', 'Gluten-free', 'ALLERGEN_FREE'],
    ['GLUTEN', 'Contains gluten', 'OTHER'],
    ['NUT_FREE', 'Free of nuts', 'ALLERGEN_FREE'],
    ['CAFE', 'Café CRÈME', 'PROCESS'],
    ['HALF', '50% less_fat \\ "light"', 'DIETARY'],
    ['HALF2', '50 less fat', 'DIETARY'],
  ];
  for (const [code, label, category] of claims) await gateway.fixtures.claim(code, { label, category });
});
afterAll(() => gateway.close());

const read = (filter: unknown, args: object = {}) => ask(gateway, key, 'claims', { filter, ...args });
async function found(filter: unknown): Promise<string[]> {
  const { keys, totalCount } = pageOf(await read(filter));
  expect(totalCount).toBe(keys.length);
  return keys;
}
const ALL = ['CAFE', 'GLUTEN', 'GLUTEN_FREE', 'HALF', 'HALF2', 'NUT_FREE'];

describe('a filter of claims', () => {
  it.each([null, {}, { code: null }, { label: null }, { category: null }, { label: '' }])(
    'keeps everything when it says nothing: %j',
    async (filter) => {
      expect(await found(filter)).toEqual(ALL);
    },
  );

  it.each([
    ['GLUTEN', ['GLUTEN']],
    ['gluten_free', ['GLUTEN_FREE']],
    ['GlUtEn', ['GLUTEN']],
    ['GLUTE', []],
    ['GLUTEN%', []],
    ['GLUTEN_____', []],
    ['gluten free', []],
    ['', []],
    ["' or true --", []],
  ])('matches the code %j whole, in letters of either case', async (code, codes) => {
    expect(await found({ code })).toEqual(codes);
  });

  it.each([
    ['gluten', ['GLUTEN', 'GLUTEN_FREE']],
    ['FREE', ['GLUTEN_FREE', 'NUT_FREE']],
    ['-free', ['GLUTEN_FREE']],
    ['CAFÉ', ['CAFE']],
    ['crème', ['CAFE']],
    ['É', ['CAFE']],
    ['%', ['HALF']],
    ['_', ['HALF']],
    ['\\', ['HALF']],
    ['"', ['HALF']],
    ['50%less', []],
    ['50_less', []],
    ['gluten%', []],
    ['.*', []],
    ["'", []],
  ])(
    'finds the part %j of a label, in letters of either case and without wildcards',
    async (label, codes) => {
      expect(await found({ label })).toEqual(codes);
    },
  );

  it('matches the category', async () => {
    expect(await found({ category: 'ALLERGEN_FREE' })).toEqual(['GLUTEN_FREE', 'NUT_FREE']);
    expect(await found({ category: 'SUSTAINABILITY' })).toEqual([]);
  });

  it('has all its members to fit', async () => {
    expect(await found({ category: 'ALLERGEN_FREE', label: 'gluten' })).toEqual(['GLUTEN_FREE']);
    expect(await found({ category: 'ALLERGEN_FREE', label: 'gluten', code: 'gluten' })).toEqual([]);
  });

  it.each([
    [{ category: 'DIETARY' }, {}, 'HALF2'],
    [{ category: 'DIETARY' }, { orderBy: { field: 'LABEL', direction: 'DESC' } }, 'HALF2'],
    [{ label: 'GLUTEN' }, { orderBy: { field: 'LABEL' } }, 'GLUTEN_FREE'],
  ])('%j is read page by page from either end with %j', async (filter, order, last) => {
    const first = pageOf(await read(filter, { ...order, first: 1 }));
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const after = first.cursors[0];
    const second = pageOf(await read(filter, { ...order, first: 1, after }));
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(second.keys).toEqual([last]);
    const before = second.cursors[0];
    expect(pageOf(await read(filter, { ...order, last: 1, before })).keys).toEqual(first.keys);
  });

  it('is refused with every place where it is wrong', async () => {
    const answer = await read({ code: 'a\0', label: '\ud800' });
    expect(onlyError(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(places(answer)).toEqual([
      ['filter', 'code'],
      ['filter', 'label'],
    ]);
  });

  it('is refused with a category that there is not', async () => {
    const answer = await read({ category: 'VEGAN' });
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toEqual([['filter', 'category']]);
  });
});
