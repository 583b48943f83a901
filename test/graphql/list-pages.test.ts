import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';
import { ask, type List, pageOf } from './lists.js';

/** Every list holds ten rows, `keys` in its order, and is read with the cursors of these rows. */
let gateway: Gateway;
let key: string;
let of: Record<List, string | undefined>;
const keys: Record<List, string[]> = {
  products: [],
  claims: [],
  'product.claims': [],
  'claim.assignments': [],
};
const names = Object.keys(keys) as List[];

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  key = await fixtures.key(organization);
  const gtins: string[] = [];
  const claims: string[] = [];
  for (let n = 0; n < 10; n++) {
    gtins.push(await fixtures.product(organization, { gtin: `0952000000000${n}` }));
    claims.push(await fixtures.claim(`C_${n}`));
    keys.claims.push(`C_${n}`);
  }
  for (const gtin of gtins) await fixtures.assignment(gtin, claims[0]!);
  for (const claim of claims.slice(1)) await fixtures.assignment(gtins[0]!, claim);
  keys.products = gtins;
  keys['claim.assignments'] = gtins;
  keys['product.claims'] = keys.claims;
  of = {
    products: undefined,
    claims: undefined,
    'product.claims': gtins[0]!,
    'claim.assignments': claims[0]!,
  };
});
afterAll(() => gateway.close());

const read = (list: List, args: object = {}) => ask(gateway, key, list, { of: of[list], ...args });
const cursorsOf = async (list: List) => pageOf(await read(list)).cursors;

/** Arguments with rows in place of cursors, the rows of the page, and whether others follow and precede it. */
type Case = [
  args: { first?: number | null; after?: number; last?: number | null; before?: number },
  rows: number[],
  hasNextPage: boolean,
  hasPreviousPage: boolean,
];
const ALL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const pages: Case[] = [
  [{}, ALL, false, false],
  [{ first: 3 }, [0, 1, 2], true, false],
  [{ first: 10 }, ALL, false, false],
  [{ first: 0 }, [], true, false],
  [{ first: 3, after: 2 }, [3, 4, 5], true, true],
  [{ first: 3, after: 6 }, [7, 8, 9], false, true],
  [{ first: 3, after: 8 }, [9], false, true],
  [{ first: 3, after: 9 }, [], false, true],
  [{ after: 4 }, [5, 6, 7, 8, 9], false, true],
  [{ last: 3 }, [7, 8, 9], false, true],
  [{ last: 10 }, ALL, false, false],
  [{ last: 0 }, [], false, true],
  [{ last: 3, before: 7 }, [4, 5, 6], true, true],
  [{ last: 3, before: 3 }, [0, 1, 2], true, false],
  [{ last: 3, before: 1 }, [0], true, false],
  [{ last: 3, before: 0 }, [], true, false],
  [{ first: 2, before: 7 }, [0, 1], true, false],
  [{ last: 2, after: 4 }, [8, 9], false, true],
  [{ first: 2, after: 1, before: 7 }, [2, 3], true, true],
  [{ last: 2, after: 1, before: 7 }, [5, 6], true, true],
  [{ last: 9, after: 1, before: 7 }, [2, 3, 4, 5, 6], true, false],
  [{ last: 2, after: 7, before: 2 }, [], true, false],
  [{ first: null, last: 2 }, [8, 9], false, true],
  [{ first: 2, last: null }, [0, 1], true, false],
];

describe.each(names)('%s', (list) => {
  it.each(pages)('with %j gives the rows %j', async (args, rows, hasNextPage, hasPreviousPage) => {
    const cursors = await cursorsOf(list);
    const { after, before, ...sizes } = args;
    const positions = {
      ...(after !== undefined && { after: cursors[after] }),
      ...(before !== undefined && { before: cursors[before] }),
    };
    expect(pageOf(await read(list, { ...sizes, ...positions }))).toEqual({
      keys: rows.map((row) => keys[list][row]),
      cursors: rows.map((row) => cursors[row]),
      totalCount: 10,
      pageInfo: {
        hasNextPage,
        hasPreviousPage,
        startCursor: rows.length === 0 ? null : cursors[rows[0]!],
        endCursor: rows.length === 0 ? null : cursors[rows.at(-1)!],
      },
    });
  });

  it.each<[object, unknown[]]>([
    [{ last: -1 }, [['last']]],
    [{ last: 101 }, [['last']]],
    [{ last: 2 ** 31 - 1 }, [['last']]],
    [{ first: 1, last: 1 }, [['last']]],
    [{ first: 0, last: 0 }, [['last']]],
    [{ before: '' }, [['before']]],
    [{ before: 'x' }, [['before']]],
    [{ before: '\0' }, [['before']]],
    [{ before: '\ud800' }, [['before']]],
    [{ after: 'x', before: 'x' }, [['after'], ['before']]],
    [{ last: 101, before: 'x' }, [['last'], ['before']]],
  ])('refuses %j', async (args, expected) => {
    const answer = await read(list, args);
    expect(answer.status).toBe(200);
    expect(onlyError(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(places(answer)).toEqual(expected);
  });

  it.each(names.filter((other) => other !== list))('refuses a cursor of %s as `before`', async (other) => {
    const [before] = await cursorsOf(other);
    expect(places(await read(list, { before }))).toEqual([['before']]);
  });
});

describe('first and last together', () => {
  it('are told to be one too many', async () => {
    const { extensions } = onlyError(await read('products', { first: 1, last: 1 }));
    expect(extensions.problem.details).toEqual([
      { loc: ['last'], msg: 'Rows can be asked for from one end of a list only', type: 'exclusive' },
    ]);
  });
});

describe('a cursor', () => {
  it.each(['after', 'before'])("of one product's claims is no %s of another's", async (name) => {
    const [cursor] = await cursorsOf('product.claims');
    const answer = await read('product.claims', { of: keys.products[1], [name]: cursor });
    expect(places(answer)).toEqual([[name]]);
  });

  it.each(['after', 'before'])("of one claim's assignments is no %s of another's", async (name) => {
    const [cursor] = await cursorsOf('claim.assignments');
    const { body } = await gateway.graphql('{ claimByCode(code: "C_1") { id } }', { key });
    const answer = await read('claim.assignments', { of: body.data.claimByCode.id, [name]: cursor });
    expect(places(answer)).toEqual([[name]]);
  });

  it.each<[List, object, object]>([
    ['products', { direction: 'DESC' }, {}],
    ['products', {}, { direction: 'DESC' }],
    ['products', { field: 'NAME' }, {}],
    ['products', { field: 'NAME' }, { field: 'CREATED_AT' }],
    ['products', { field: 'NAME' }, { field: 'NAME', direction: 'DESC' }],
    ['claims', { field: 'LABEL' }, {}],
    ['claims', {}, { direction: 'DESC' }],
    ['product.claims', { field: 'CREATED_AT' }, {}],
    ['product.claims', {}, { direction: 'DESC' }],
  ])('of %s in the order %j is refused in the order %j', async (list, orderBy, other) => {
    const { cursors } = pageOf(await read(list, { orderBy }));
    expect(places(await read(list, { orderBy: other, after: cursors[0] }))).toEqual([['after']]);
  });

  it('of a list is good under any filter of it', async () => {
    const cursors = await cursorsOf('products');
    const filter = { gtins: [keys.products[2], keys.products[8]] };
    const page = pageOf(await read('products', { filter, after: cursors[4] }));
    expect(page.keys).toEqual([keys.products[8]]);
  });

  const wrongMoments = [
    '2026-02-30 00:00:00+00',
    '0000-01-01 00:00:00+00',
    '2026-01-01 25:00:00+00',
    '2026-01-01 00:60:00+00',
    '2026-01-01 00:00:00.1234567+00',
    '2026-01-01',
    'now',
    'infinity',
    '',
  ];
  it.each(wrongMoments)('with the moment %j, which no row has, is refused', async (moment) => {
    const written = ['products:CREATED_AT:ASC', moment, keys.products[0]];
    const after = Buffer.from(JSON.stringify(written)).toString('base64url');
    const answer = await read('products', { orderBy: { field: 'CREATED_AT' }, after });
    expect(places(answer)).toEqual([['after']]);
  });
});
