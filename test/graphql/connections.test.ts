import { unprepared } from '../../src/database/statement.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';

/** The three lists of the schema, each read through its own document. */
const lists = {
  products: `query ($first: Int, $after: String) { list: products(first: $first, after: $after) { ...Page } }
    fragment Page on ProductConnection {
      edges { cursor node { key: gtin } } nodes { key: gtin }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }`,
  claims: `query ($first: Int, $after: String) { list: claims(first: $first, after: $after) { ...Page } }
    fragment Page on ClaimConnection {
      edges { cursor node { key: code } } nodes { key: code }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }`,
  'product.claims': `query ($first: Int, $after: String, $gtin: GTIN = "09520000000001") {
      product(gtin: $gtin) { list: claims(first: $first, after: $after) { ...Page } } }
    fragment Page on ClaimAssignmentConnection {
      edges { cursor node { claim { key: code } } } nodes { claim { key: code } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }`,
} as const;
type List = keyof typeof lists;
const names = Object.keys(lists) as List[];

const ROWS = 105;
const padded = (n: number) => String(n).padStart(3, '0');

let gateway: Gateway;
let organization: string;
let key: string;
const gtins: string[] = [];
const codes: string[] = [];
const claimIds = new Map<string, string>();

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  // Inserted from the last to the first, so that no list comes out in order by chance.
  for (let n = ROWS; n >= 1; n--) {
    const gtin = `09520000000${padded(n)}`;
    const code = `C_${padded(n)}`;
    gtins.unshift(await gateway.fixtures.product(organization, { gtin }));
    claimIds.set(code, await gateway.fixtures.claim(code));
    codes.unshift(code);
  }
  for (const id of [...claimIds.values()].toReversed()) await gateway.fixtures.assignment(gtins[0]!, id);
});
afterAll(() => gateway.close());
afterEach(() => {
  gateway.database.observer = undefined;
});

const ask = (list: List, variables: object = {}): Promise<Answer> =>
  gateway.graphql(lists[list], { key, variables });
const pageOf = (answer: Answer) => (answer.body.data.product ?? answer.body.data).list;
const keyOf = (node: any): string => node.key ?? node.claim.key;
const keysOf = (page: any): string[] => page.nodes.map(keyOf);
const allKeys = (list: List): string[] => (list === 'products' ? gtins : codes);

describe.each(names)('%s', (list) => {
  it.each([0, 1, 10, 11, 25, 26, 99, 100])('gives as many rows as asked for: %i', async (first) => {
    const page = pageOf(await ask(list, { first }));
    expect(keysOf(page)).toEqual(allKeys(list).slice(0, first));
    expect(page.edges.map((edge: any) => keyOf(edge.node))).toEqual(keysOf(page));
    expect(page.totalCount).toBe(ROWS);
    expect(page.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: page.edges.at(0)?.cursor ?? null,
      endCursor: page.edges.at(-1)?.cursor ?? null,
    });
  });

  it('gives 25 rows when no size is named, and takes null for an absent argument', async () => {
    for (const variables of [{}, { first: null }, { after: null }, { first: null, after: null }]) {
      expect(keysOf(pageOf(await ask(list, variables)))).toEqual(allKeys(list).slice(0, 25));
    }
  });

  it.each([
    [-1, 'Input should be greater than or equal to 0'],
    [101, 'Input should be less than or equal to 100'],
    [2 ** 31 - 1, 'Input should be less than or equal to 100'],
    [-(2 ** 31), 'Input should be greater than or equal to 0'],
  ])('refuses first: %i', async (first, msg) => {
    const answer = await ask(list, { first });
    expect(answer.status).toBe(200);
    const { extensions, path } = onlyError(answer);
    expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
    expect(extensions.problem.details).toEqual([{ loc: ['first'], msg, type: expect.any(String) }]);
    expect(path.at(-1)).toBe('list');
  });

  it('names both arguments when both are wrong', async () => {
    expect(places(await ask(list, { first: -1, after: 'x' }))).toEqual([['first'], ['after']]);
  });

  it.each([1, 7, 25, 100])('is walked by its cursors without gap or repeat, %i at a time', async (first) => {
    const walked: string[] = [];
    let after: string | null = null;
    for (let more = true; more; ) {
      const page: any = pageOf(await ask(list, { first, after }));
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      walked.push(...keysOf(page));
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
    expect(walked).toEqual(allKeys(list));
  });

  it('goes on behind any row, not only the last of a page', async () => {
    const { edges } = pageOf(await ask(list, { first: 10 }));
    const page = pageOf(await ask(list, { first: 2, after: edges[3].cursor }));
    expect(keysOf(page)).toEqual(allKeys(list).slice(4, 6));
  });

  it('ends with an empty page behind its last row', async () => {
    let { endCursor } = pageOf(await ask(list, { first: 100 })).pageInfo;
    ({ endCursor } = pageOf(await ask(list, { first: 100, after: endCursor })).pageInfo);
    const page = pageOf(await ask(list, { after: endCursor }));
    expect(page).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
      totalCount: ROWS,
    });
  });

  it('counts its rows only when it is asked to', async () => {
    const counts: (string | undefined)[] = [];
    gateway.database.observer = ({ name, text }) => {
      if (/count\(/.test(text)) counts.push(name);
    };
    await gateway.graphql(lists[list].replace('totalCount', ''), { key });
    await gateway.graphql(lists[list].replace('totalCount', 'totalCount @skip(if: true)'), { key });
    expect(counts).toEqual([]);
    await ask(list);
    expect(counts).toHaveLength(1);
  });

  it('refuses what is no cursor of this list', async () => {
    const { endCursor: own } = pageOf(await ask(list, { first: 3 })).pageInfo;
    const written = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [name, position] = JSON.parse(Buffer.from(own, 'base64url').toString());
    const wrong = [
      '',
      'x',
      '0',
      own.slice(0, -1),
      `${own}A`,
      `${own}=`,
      ` ${own}`,
      `${own}\n`,
      own.toLowerCase(),
      '\0',
      '\ud800',
      'é',
      'A'.repeat(100_000),
      written(null),
      written({ 0: name, 1: position, length: 2 }),
      written([name]),
      written([name, 7]),
      written([name, null]),
      written([name, position, position]),
      written([`${name}_`, position]),
      written([name, `${position}\0`]),
      written([name, '\ud800']),
      Buffer.from(` ${JSON.stringify([name, position])}`).toString('base64url'),
    ];
    for (const after of wrong) {
      const answer = await ask(list, { after });
      expect([after, answer.status]).toEqual([after, 200]);
      expect(onlyError(answer).extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
      expect(places(answer)).toEqual([['after']]);
    }
  });

  it.each(names.filter((other) => other !== list))('refuses a cursor of %s', async (other) => {
    const { endCursor } = pageOf(await ask(other, { first: 3 })).pageInfo;
    expect(places(await ask(list, { after: endCursor }))).toEqual([['after']]);
  });
});

describe("cursors of a product's claims", () => {
  it('are refused by other products', async () => {
    const other = gtins[1]!;
    await gateway.fixtures.assignment(other, claimIds.get('C_001')!);
    const { endCursor } = pageOf(await ask('product.claims', { first: 1 })).pageInfo;
    expect(places(await ask('product.claims', { after: endCursor, gtin: other }))).toEqual([['after']]);
  });
});

describe('an empty list', () => {
  it('is one empty page', async () => {
    expect(pageOf(await ask('product.claims', { gtin: gtins[5] }))).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
      totalCount: 0,
    });
  });
});

// These change the lists, so they come last.
describe('a walk', () => {
  it('neither skips nor repeats rows while others are inserted before and behind it', async () => {
    const walked: string[] = [];
    let after: string | null = null;
    let turn = 0;
    for (let more = true; more; turn++) {
      const page: any = pageOf(await ask('claims', { first: 20, after }));
      walked.push(...keysOf(page));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
      await gateway.fixtures.claim(`A_${turn}`);
      if (turn < 3) await gateway.fixtures.claim(`D_${turn}`);
    }
    expect(walked).toEqual([...codes, 'D_0', 'D_1', 'D_2']);
  });

  it('goes on when the row that its cursor stood on is gone', async () => {
    const { endCursor } = pageOf(await ask('products', { first: 5 })).pageInfo;
    await gateway.database.query(unprepared('delete from product where gtin = $1'), [gtins[4]]);
    expect(keysOf(pageOf(await ask('products', { first: 2, after: endCursor })))).toEqual(gtins.slice(5, 7));
  });
});

describe('the order', () => {
  it("of codes is by code point, whatever the database's locale", async () => {
    const mixed = ['_Z', 'Z', 'ZA', 'Z_A', 'ZZ', 'Z0', 'Z9', 'Z10', '0Z'];
    const gtin = await gateway.fixtures.product(organization, { gtin: '09529000000001' });
    for (const code of mixed) await gateway.fixtures.assignment(gtin, await gateway.fixtures.claim(code));
    const sorted = ['0Z', 'Z', 'Z0', 'Z10', 'Z9', 'ZA', 'ZZ', 'Z_A', '_Z'];
    expect(keysOf(pageOf(await ask('product.claims', { gtin })))).toEqual(sorted);
    const seen: string[] = [];
    let after: string | null = null;
    for (let more = true; more; ) {
      const page: any = pageOf(await ask('claims', { first: 100, after }));
      seen.push(...keysOf(page));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(seen.filter((code) => mixed.includes(code))).toEqual(sorted);
  });
});
