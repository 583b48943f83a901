import type { Gateway } from '../../support/gateway.js';
import { shareGateway } from '../../support/shared-gateway.js';
import { onlyError } from '../expectations.js';
import { expectLimitExceeded, observed } from './refusals.js';

let gateway: Gateway;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  const organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  await gateway.fixtures.product(organization);
});
afterAll(() => gateway.close());

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** A chain of fragments, each of which spreads the next one twice. */
const doubling = (levels: number, last: string): string =>
  `{ ...F0 } ${times(levels, (n) => `fragment F${n} on Query { ...F${n + 1} ... on Query { ...F${n + 1} } }`)}
   fragment F${levels} on Query { ${last} }`;

/** The same through fields, on either side of each level. */
const doublingFields = (levels: number): string =>
  `{ viewer { organization { id } } products { nodes { ...F0 } } }
   ${times(levels, (n) => `fragment F${n} on Product { claims { nodes { product { ...F${n + 1} } } pageInfo { hasNextPage } nodes { product { ...F${n + 1} } } } }`)}
   fragment F${levels} on Product { name }`;

/** What `products { totalCount }` costs: a page, its rows, a search and a field. */
const COUNT_OF_PRODUCTS = 30 + 26 + 50 + 0.1;

const TOKENS = 'The document has more than 6000 tokens, the limit.';

describe('refused before any statement of the operation', () => {
  it.each<[string, string, string]>([
    [
      '1,001 aliases',
      `{ viewer { ${times(1_001, (n) => `a${n}: role`)} } }`,
      'The number of aliases of the operation is 1001; the limit is 1000.',
    ],
    [
      '200 levels',
      `{ claims { nodes { ${'assignments { nodes { claim { '.repeat(66)} id ${'} } }'.repeat(66)} } } }`,
      'The depth of the operation is 201; the limit is 12.',
    ],
    [
      '800 levels',
      `${'{ a '.repeat(800)}${'}'.repeat(800)}`,
      'The depth of the operation is 800; the limit is 12.',
    ],
    [
      'levels in a fragment that is not used',
      `{ viewer { role } } fragment Deep on Product ${'{ a '.repeat(200)}${'}'.repeat(200)}`,
      'The depth of the operation is 200; the limit is 12.',
    ],
    [
      'aliases in fragments that double one another 18 times',
      doubling(18, 'a: products { totalCount }'),
      'The number of aliases of the operation is 262144; the limit is 1000.',
    ],
    [
      'aliases in fragments that double one another 200 times',
      doubling(200, 'a: products { totalCount }'),
      `The number of aliases of the operation is ${Number.MAX_SAFE_INTEGER}; the limit is 1000.`,
    ],
    [
      'the cost of fragments that double one another 18 times',
      doubling(18, 'products { totalCount }'),
      `The cost of the operation is ${Math.ceil(COUNT_OF_PRODUCTS * 2 ** 18)}; the limit is 5000.`,
    ],
    [
      'the cost of fragments that double one another 40 times',
      doubling(40, 'products { totalCount }'),
      `The cost of the operation is ${Math.ceil(COUNT_OF_PRODUCTS * 2 ** 40)}; the limit is 5000.`,
    ],
    [
      'levels of fragments that double one another 18 times',
      doublingFields(18),
      'The depth of the operation is 57; the limit is 12.',
    ],
    ['10,000 directives', `{ viewer { role ${times(10_000, () => '@include(if: true)')} } }`, TOKENS],
    ['10,000 directives that do not exist', `{ viewer { role ${'@a '.repeat(10_000)} } }`, TOKENS],
    ['6,001 tokens', `{ viewer { ${'role '.repeat(5_996)} } }`, TOKENS],
    [
      'introspection of 101 levels',
      `{ __type(name: "Query") { ${'ofType { '.repeat(99)} name ${'} '.repeat(99)} } }`,
      'The number of levels of the operation is 101; the limit is 100.',
    ],
    [
      'introspection of 800 levels, twice',
      `{ ${`__type(name: "Query") { ${'ofType { '.repeat(798)} name ${'} '.repeat(798)} } `.repeat(2)} }`,
      'The number of levels of the operation is 800; the limit is 100.',
    ],
    [
      'inline fragments in one another',
      `{ ${'... { '.repeat(99)} viewer { role } ${'} '.repeat(99)} }`,
      'The number of levels of the operation is 101; the limit is 100.',
    ],
    [
      'named fragments in one another',
      `{ ...F0 } ${times(500, (n) => `fragment F${n} on Query { ...F${n + 1} }`)} fragment F500 on Query { viewer { role } }`,
      'The number of levels of the operation is 503; the limit is 100.',
    ],
    [
      'fields that are compared with one another',
      `{ viewer { ${'role '.repeat(5_900)} } }`,
      `The number of field comparisons of the document is ${1 + 5_900 + (5_900 * 5_899) / 2}; the limit is 100000.`,
    ],
    [
      '51 operations',
      times(51, (n) => `query Q${n} { __typename }`),
      'The number of operations of the document is 51; the limit is 50.',
    ],
    [
      'values of 800 levels, which are compared with one another',
      `{ ${`products(filter: ${'['.repeat(800)}${']'.repeat(800)}) { totalCount } `.repeat(2)} }`,
      'The number of levels of the operation is 801; the limit is 100.',
    ],
  ])('%s', async (_, query, detail) => {
    const { answer, statements } = await observed(gateway, key, query);
    expectLimitExceeded(answer, detail);
    expect(statements).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ['a fragment that spreads itself', '{ ...A } fragment A on Query { a: viewer { role } ...A }', /itself/],
    [
      'fragments in a circle',
      '{ viewer { organization { ...A } } } fragment A on Organization { ...B } fragment B on Organization { ...A id }',
      /^Cannot spread fragment "A" within itself via "B"\.$/,
    ],
    [
      'a circle through fields, which would be endlessly deep',
      '{ claims { nodes { ...A } } } fragment A on Claim { assignments { nodes { claim { ...A } } } }',
      /itself/,
    ],
    [
      'an introspection bomb',
      `{ __schema { types { ${'fields { type { '.repeat(5)} name ${'} }'.repeat(5)} } } }`,
      /^Maximum introspection depth exceeded$/,
    ],
    [
      'an introspection bomb of 90 levels',
      `{ __type(name: "Query") { ${'fields { type { '.repeat(44)} name ${'} }'.repeat(44)} } }`,
      /^Maximum introspection depth exceeded$/,
    ],
  ])('%s, by a rule of GraphQL itself', async (_, query, detail) => {
    const { answer, statements } = await observed(gateway, key, query);
    expect(answer.body).not.toHaveProperty('data');
    expect(onlyError(answer)).toMatchObject({
      message: expect.stringMatching(detail),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED', status: 400 },
    });
    expect(statements).toEqual([]);
  });

  it.each([
    ['lists', `{ products(first: ${'['.repeat(2_900)}${']'.repeat(2_900)}) { totalCount } }`],
    ['fields', `${'{ a '.repeat(1_900)}${'}'.repeat(1_900)}`],
  ])('%s in one another by the thousand, which the parser takes or not', async (_, query) => {
    const { answer, statements } = await observed(gateway, key, query);
    const { message } = answer.body.errors[0];
    expectLimitExceeded(answer, message);
    expect(message).toMatch(/^The document is nested too deeply\.$|; the limit is \d+\.$/);
    expect(statements).toEqual([]);
  });

  it('a document of 1 MB: 413', async () => {
    const query = `{ viewer { role } } #${'x'.repeat(1_000_000)}`;
    const { answer, statements } = await observed(gateway, key, query);
    expect(answer.status).toBe(413);
    expect(onlyError(answer).extensions).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', status: 413 });
    expect(statements).toEqual([]);
  });

  it('an operation of a document whose other operation is too deep', async () => {
    const query = `query Good { viewer { role } } query Deep ${'{ a '.repeat(13)}${'}'.repeat(13)}`;
    const answer = await gateway.graphql(query, { key, operationName: 'Good' });
    expectLimitExceeded(answer, 'The depth of the operation is 13; the limit is 12.');
  });

  it('every time, not only when the document is met first', async () => {
    for (let i = 0; i < 3; i++) {
      const { answer, statements } = await observed(
        gateway,
        key,
        '{ products(first: 100) { nodes { claims(first: 100) { nodes { id } } } } }',
      );
      expectLimitExceeded(answer, 'The cost of the operation is 13281; the limit is 5000.');
      expect(statements).toEqual([]);
    }
  });
});

describe('the status of an operation beyond a limit', () => {
  it.each([
    ['cost', '{ products(first: 100) { nodes { claims(first: 100) { nodes { id } } } } }'],
    ['depth', `${'{ a '.repeat(13)}${'}'.repeat(13)}`],
    ['aliases', `{ ${times(1_001, (n) => `a${n}: __typename`)} }`],
    ['tokens', `{ ${'__typename '.repeat(10_000)} }`],
  ])('is 400 in application/graphql-response+json: %s', async (_, query) => {
    const { status, body } = await gateway.request('/graphql', {
      method: 'POST',
      headers: {
        'x-api-key': key,
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
      },
      body: JSON.stringify({ query }),
    });
    expect(status).toBe(400);
    expect(body.errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', status: 422 });
  });

  it('is 401 without a credential, whatever the cost', async () => {
    const query = '{ products(first: 100) { nodes { claims(first: 100) { nodes { id } } } } }';
    expect((await gateway.graphql(query)).status).toBe(401);
  });
});
