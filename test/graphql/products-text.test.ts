import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';
import { ask, pageOf } from './lists.js';

let gateway: Gateway;
let organization: string;
let key: string;
/** Names by GTIN. */
const names = new Map<string, string>();

const products = [
  { name: 'Oat Drink', brand: 'Meadow Foods' },
  { name: 'Oat cookies with dried berries', brand: '' },
  { name: 'Goat cheese', brand: 'Hill Farm' },
  { name: 'Non-GMO corn chips', brand: "Ben & Jerry's" },
  { name: 'Crème brûlée', brand: 'ÉLAN' },
  { name: 'Müsli 500 g', brand: 'Schweizer' },
  { name: 'Кефир 3.2%', brand: 'Домик' },
  { name: 'The same as with or', brand: 'Stop & Words' },
];

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  for (const values of products) names.set(await gateway.fixtures.product(organization, values), values.name);
});
// More searches are sent here than one key may in a minute.
beforeEach(async () => {
  key = await gateway.fixtures.key(organization);
});
afterAll(() => gateway.close());

const read = (text: string) => ask(gateway, key, 'products', { filter: { text } });
async function found(text: string): Promise<string[]> {
  const { keys, totalCount } = pageOf(await read(text));
  expect(totalCount).toBe(keys.length);
  return keys.map((gtin) => names.get(gtin)!);
}

describe('a text', () => {
  it.each([
    ['oat', ['Oat Drink', 'Oat cookies with dried berries']],
    ['OAT', ['Oat Drink', 'Oat cookies with dried berries']],
    ['o', ['Oat Drink', 'Oat cookies with dried berries', 'The same as with or']],
    ['oat dri', ['Oat Drink', 'Oat cookies with dried berries']],
    ['dri oat', ['Oat Drink', 'Oat cookies with dried berries']],
    ['oat drin', ['Oat Drink']],
    ['oat meadow', ['Oat Drink']],
    ['foods mea', ['Oat Drink']],
    ['hill', ['Goat cheese']],
    ['non-gmo', ['Non-GMO corn chips']],
    ['non-g', ['Non-GMO corn chips']],
    ['gmo', ['Non-GMO corn chips']],
    ["jerry's", ['Non-GMO corn chips']],
    ['ben & jerry', ['Non-GMO corn chips']],
    ['CRÈME BRÛ', ['Crème brûlée']],
    ['élan', ['Crème brûlée']],
    ['mü', ['Müsli 500 g']],
    ['500 müs', ['Müsli 500 g']],
    ['кеф', ['Кефир 3.2%']],
    ['ДОМ', ['Кефир 3.2%']],
    ['3.2', ['Кефир 3.2%']],
    ['the as with or', ['The same as with or']],
    ['  oat \t\n drink  ', ['Oat Drink']],
    ['oat, drink!', ['Oat Drink']],
  ])('%j finds the products with words that begin so', async (text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it.each(['at', 'rink', 'oatmeal', 'oat cheese', 'oats', 'meadow hill'])(
    '%j finds nothing: no word begins so, or not every one does',
    async (text) => {
      expect(await found(text)).toEqual([]);
    },
  );

  it.each([
    '',
    ' ',
    '\t\n',
    '!?',
    '&',
    '|',
    '!',
    '()',
    ':*',
    '<->',
    "'",
    "''",
    '\\',
    '%',
    '_',
    '"',
    '🌾',
    '--',
  ])('%j, which has no word, is no filter', async (text) => {
    expect(await found(text)).toEqual([...names.values()]);
  });

  it.each([
    'oat:*',
    "oat'",
    "'oat'",
    "oat' | 'goat",
    'oat & ',
    '& oat',
    '!oat',
    'oat)',
    '((oat',
    'oat\\',
    '\\oat',
    'oat &|!()',
    'oat:A',
    'oat"',
    'oat<->',
    "oat'':*",
    'oat % _',
  ])('%j is no query language: its signs separate words', async (text) => {
    const all = await found(text);
    expect(all.every((name) => name.includes('Oat') || name.includes('Goat'))).toBe(true);
    expect(all.filter((name) => name === 'Goat cheese')).toEqual([]);
  });

  it.each([
    "'; drop table product; --",
    "example.com/it's",
    "example.com/a'",
    "https://example.com/a'&'b?c=:*",
    "a/b'c/d",
    "<a href='x'>oat</a>",
    'a@b.example',
    "x'y'z",
    'a\\b',
    'C:\\oat',
    '/oat/drink',
    '-5 +7 1e5',
    'x'.repeat(1000),
    '𝒪𝒶𝓉',
    '\u2028',
    'a\u0001b',
  ])('%j is harmless', async (text) => {
    expect((await read(text)).body.errors).toBeUndefined();
  });

  it('with signs in its name is found by the same text', async () => {
    const name = "See example.com/it's:* or a&b|c!d (e) \\f 'g'";
    names.set(await gateway.fixtures.product(organization, { name, gtin: '09529000000001' }), name);
    expect(await found(name)).toEqual([name]);
  });

  it('without words is no filter beside others, and takes nothing from them', async () => {
    const [gtin = ''] = names.keys();
    const answer = await ask(gateway, key, 'products', { filter: { text: ' - ', gtins: [gtin] } });
    expect(pageOf(answer).keys).toEqual([gtin]);
  });

  it.each(['a\0b', '\0', '\ud800', 'oat \udc00'])('%j is refused', async (text) => {
    const answer = await read(text);
    expect(onlyError(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(places(answer)).toEqual([['filter', 'text']]);
  });

  it('of 1,000 characters and 20 words is taken', async () => {
    expect(await found('o '.repeat(20).padEnd(1000))).toEqual(await found('o'));
    expect(await found('🌾'.repeat(1000))).toEqual(await found(''));
  });

  it('of 21 words is refused', async () => {
    const { extensions } = onlyError(await read('o '.repeat(21)));
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(extensions.problem.details).toEqual([
      { loc: ['filter', 'text'], msg: 'Text should have at most 20 words', type: 'too_long' },
    ]);
  });

  it.each([1001, 100_000])('of %i characters is refused', async (length) => {
    const { extensions } = onlyError(await read('o '.repeat(length).slice(0, length)));
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(extensions.problem.details).toEqual([
      { loc: ['filter', 'text'], msg: 'String should have at most 1000 characters', type: 'string_too_long' },
    ]);
  });
});
